package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.engine.Engine;
import dev.muster.shellengine.ShellEngine;
import dev.muster.whole.Processes.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A cluster with an engine that was added to the distribution. Each test begins with the head and two workers, all with the default engine. */
@Tag("whole")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EngineLifeTest {
    private static final String CLUSTER = "engines";
    private static final Duration SOON = Duration.ofSeconds(90);

    private Path installation;
    private Sandbox sandbox;
    private final List<Path> scratchFolders = new ArrayList<>();
    private int port;

    @BeforeAll
    void aCluster(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
        installation = ExtendedInstallation.with(Engine.class, ShellEngine.class, folder.resolve("installation"));
        sandbox = new Sandbox(Files.createDirectory(folder.resolve("operator")), installation);
        port = Sandbox.freePort();
        sandbox.config(config(""));
        sandbox.cluster("up", "-y").expect(0);
    }

    private String config(String yaml) {
        return """
                cluster_name: %s
                provider: {type: process, head_port: %d}
                max_workers: 2
                engine: shell
                head_node_type: head
                available_node_types:
                  head: {resources: {CPU: 0}}
                  worker: {resources: {CPU: 1}, min_workers: 2}
                """.formatted(CLUSTER, port) + yaml;
    }

    private static String commands(String role, String command) {
        return role + "_start_ray_commands:\n  - '" + command.replace("'", "''") + "'\n";
    }

    @BeforeEach
    void allAreReady() throws Exception {
        sandbox.config(config(""));
        sandbox.cluster("up", "-y").expect(0);
        Patience.untilTrue("all engines are ready", SOON, () -> {
            for (String node : nodes()) {
                if (!phase(node).equals("ready")) {
                    return false;
                }
            }
            return nodes().size() == 3;
        });
        for (String node : nodes()) {
            scratchFolders.add(scratch(node));
        }
    }

    @AfterAll
    void nothingStays() throws Exception {
        sandbox.cluster("down", "-y").expect(0);
        assertThat(sandbox.leftovers()).isEmpty();
        assertThat(scratchFolders)
                .isNotEmpty()
                .allSatisfy(scratch -> assertThat(scratch).doesNotExist());
        sandbox.close();
    }

    private List<String> nodes() throws Exception {
        return sandbox.machines(CLUSTER);
    }

    private List<String> workers() throws Exception {
        return nodes().stream().filter(node -> !node.equals("head")).toList();
    }

    private Path file(String node, String name) {
        return sandbox.node(CLUSTER, node).resolve(name);
    }

    private String phase(String node) throws Exception {
        Path state = file(node, "run/engine.state");
        return Files.exists(state) ? Files.readString(state).split(" ", 2)[0] : "";
    }

    private int restarts(String node) throws Exception {
        return Integer.parseInt(Files.readString(file(node, "run/engine.state"))
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" ")[2]);
    }

    private Path scratch(String node) throws Exception {
        return Path.of(Files.readString(file(node, "engine/scratch")).strip());
    }

    private String enginePid(String node) throws Exception {
        return Files.readString(file(node, "run/engine.pid"));
    }

    private static void kill(String pidFile) {
        long pid = Long.parseLong(pidFile.split(" ")[0]);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private JsonNode status(String node) throws Exception {
        for (JsonNode known : sandbox.status().path("nodes")) {
            if (known.path("name").asString().equals(node)) {
                return known;
            }
        }
        throw new AssertionError("status does not show " + node);
    }

    @Test
    void sessionsHaveTheVariablesOfTheEngine() throws Exception {
        String out = sandbox.cluster(
                        "exec",
                        "--all",
                        "--",
                        "sh",
                        "-c",
                        "echo \"$SHELL_ENGINE_HEAD $(cat \"$MUSTER_ENGINE/token\")\"")
                .expect(0)
                .out();
        assertThat(out.lines().map(line -> line.substring(line.indexOf("127.0.0.1"))))
                .hasSize(3)
                .containsOnly("127.0.0.1 " + Files.readString(file("head", "engine/token")));
    }

    @Test
    void aSecondUpTouchesNoEngine() throws Exception {
        String before = enginePid("head");
        assertThat(sandbox.cluster("up", "-y").expect(0).err()).contains("nothing to do");
        assertThat(enginePid("head")).isEqualTo(before);
    }

    @Test
    void aKilledEngineIsStartedAgain() throws Exception {
        String worker = workers().getFirst();
        int before = restarts(worker);
        kill(enginePid(worker));
        Patience.untilTrue(
                "it runs again",
                SOON,
                () -> restarts(worker) > before && phase(worker).equals("ready"));
        assertThat(engines(worker)).hasSize(1);
    }

    @Test
    void aKilledDaemonDoesNotEndTheEngine() throws Exception {
        String worker = workers().getFirst();
        String engine = enginePid(worker);
        String daemon = Files.readString(file(worker, "run/daemon.pid"));
        kill(daemon);
        Patience.untilTrue(
                "the daemon is back",
                SOON,
                () -> !Files.readString(file(worker, "run/daemon.pid")).equals(daemon));
        assertThat(enginePid(worker)).isEqualTo(engine);
        assertThat(phase(worker)).isEqualTo("ready");
    }

    @Test
    void aKilledWatchdogOfTheEngineIsStartedAgain() throws Exception {
        String worker = workers().getFirst();
        String engine = enginePid(worker);
        kill(Files.readString(file(worker, "run/engine-watchdog.pid")));
        Patience.untilTrue(
                "the daemon started another watchdog",
                SOON,
                () -> sandbox.processes().of(Kind.ENGINE_WATCHDOG, worker).size() == 1);
        assertThat(enginePid(worker)).isEqualTo(engine);
    }

    private List<Processes.One> engines(String node) {
        return sandbox.processes().of(Kind.OTHER, node).stream()
                .filter(one -> one.command().contains("bash --noprofile --norc"))
                .toList();
    }

    @Test
    void changedCommandsStartTheEngineOfThatNodeAgain() throws Exception {
        String head = enginePid("head");
        List<String> workers = new ArrayList<>();
        for (String worker : workers()) {
            workers.add(enginePid(worker));
        }
        sandbox.config(config(commands("head", "echo changed >\"$MUSTER_ENGINE/changed\"; eval \"$SHELL_ENGINE\"")));
        sandbox.cluster("up", "-y").expect(0);
        assertThat(file("head", "engine/changed")).exists();
        assertThat(enginePid("head")).isNotEqualTo(head);
        for (String worker : workers()) {
            assertThat(workers).contains(enginePid(worker));
        }
    }

    @Test
    void changedCommandsOfWorkersReachThemOneByOne() throws Exception {
        String head = enginePid("head");
        sandbox.config(config(commands("worker", "echo changed >\"$MUSTER_ENGINE/changed\"; eval \"$SHELL_ENGINE\"")));
        sandbox.cluster("up", "-y").expect(0);
        for (String worker : workers()) {
            assertThat(file(worker, "engine/changed")).exists();
        }
        assertThat(enginePid("head")).isEqualTo(head);
    }

    @Test
    void noRestartKeepsEveryRunningEngine() throws Exception {
        List<String> before = engines();
        String changed =
                commands("head", "true; eval \"$SHELL_ENGINE\"") + commands("worker", "true; eval \"$SHELL_ENGINE\"");
        sandbox.config(config(changed));
        assertThat(sandbox.cluster("plan", "--no-restart").expect(0).out())
                .contains("engine changed, but it is not restarted")
                .doesNotContain("it is drained");
        sandbox.cluster("up", "-y", "--no-restart").expect(0);
        assertThat(engines()).isEqualTo(before);
    }

    @Test
    void restartOnlyStartsEveryEngineAgainAndSetsNothingUp() throws Exception {
        List<String> before = engines();
        sandbox.config(config("setup_commands: [\"touch $HOME/set-up\"]\n"
                + commands("worker", "echo again >\"$MUSTER_ENGINE/again\"; eval \"$SHELL_ENGINE\"")));
        assertThat(sandbox.cluster("plan", "--restart-only").expect(0).out()).contains("3 to restart");
        sandbox.cluster("up", "-y", "--restart-only").expect(0);
        assertThat(engines()).doesNotContainAnyElementsOf(before);
        for (String worker : workers()) {
            assertThat(file(worker, "engine/again")).exists();
            assertThat(file(worker, "home/set-up")).doesNotExist();
        }
    }

    private List<String> engines() throws Exception {
        List<String> pids = new ArrayList<>();
        for (String node : nodes()) {
            pids.add(node + " " + enginePid(node));
        }
        return pids;
    }

    @Test
    void theLogsOfAnEngineAreReadOnItsNode() throws Exception {
        String worker = workers().getFirst();
        assertThat(sandbox.cluster("logs", worker, "--engine").expect(0).out())
                .contains("engine.log", "up on " + worker);
        Sandbox.Running following = sandbox.begin("logs", "--engine", "-f");
        Patience.untilTrue("it follows", SOON, () -> following.out().contains("up on head"));
        following.signal("INT");
        assertThat(following.await().code()).isEqualTo(130);
        Patience.untilTrue(
                "nothing reads the log any more",
                SOON,
                () -> sandbox.processes().all().stream()
                        .noneMatch(one -> one.command().startsWith("tail ")));
    }

    @Test
    void aStartThatFailsShowsTheEnginesOwnLines() throws Exception {
        sandbox.config(config(commands("head", "echo the disk is on fire >&2; exit 7")));
        Sandbox.Ended ended = sandbox.cluster("up", "-y");
        assertThat(ended.code()).isNotZero();
        assertThat(ended.out() + ended.err()).contains("the disk is on fire", "the engine exited 7");
    }

    @Test
    void statusShowsAnEngineThatIsNotReady() throws Exception {
        sandbox.config(config(commands(
                "head", "[ ! -e \"$HOME/broken\" ] || { echo the disk is on fire; exit 7; }; eval \"$SHELL_ENGINE\"")));
        sandbox.cluster("up", "-y").expect(0);
        Path broken = file("head", "home/broken");
        Files.writeString(broken, "");
        kill(enginePid("head"));
        Patience.untilTrue("the status shows it", SOON, () -> {
            JsonNode engine = status("head").path("engine");
            return engine.path("phase").asString().equals("failed")
                    && engine.path("lines").toString().contains("the disk is on fire");
        });
        // It is tried again in between.
        Patience.untilTrue(
                "the table shows it",
                SOON,
                () -> sandbox.cluster("status").expect(0).out().contains("engine failed"));
        Files.delete(broken);
    }
}
