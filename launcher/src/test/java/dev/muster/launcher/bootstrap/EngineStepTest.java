package dev.muster.launcher.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.control.ConfigInputs;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.SystemTime;
import dev.muster.core.script.ShellScript;
import dev.muster.core.secret.SecretMask;
import dev.muster.launcher.bundle.BundleLayer;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.ssh.local.LocalShellHost;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts engines with the scripts of the node bundle and with real processes. */
@Timeout(120)
class EngineStepTest {
    private static final String UP = "touch $MUSTER_ENGINE_SCRATCH/up; exec sleep 600";
    private static final NodeKey WORKER = NodeKey.worker("worker", 1);

    private final ClusterId cluster =
            new ClusterId(UUID.randomUUID().toString().replace("-", "").substring(16));

    @TempDir
    private Path folder;

    private LocalShellHost host;
    private final List<Event> events = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final NodeBundle bundle = new NodeBundle(layer("runtime"), layer("application"));

    private static BundleLayer layer(String name) {
        return new BundleLayer(name, "0".repeat(63) + name.length() % 10, Path.of("none"));
    }

    @BeforeEach
    void installTheScripts() throws Exception {
        host = new LocalShellHost("host", Files.createDirectories(folder.resolve("home")));
        Path programs = Files.createDirectories(
                root().resolve("bundles").resolve(bundle.application().sha256()).resolve("bin"));
        for (String name : List.of("muster-watchdog", "muster-engine")) {
            Files.copy(Path.of("../node-daemon/src/main/scripts", name), programs.resolve(name));
        }
        Files.setPosixFilePermissions(root(), PosixFilePermissions.fromString("rwx------"));
        for (String key : List.of("head", WORKER.value())) {
            Path node = Files.createDirectories(root().resolve("test").resolve(key));
            Files.writeString(node.resolve("machine.properties"), "cluster_id=" + cluster + "\n");
        }
    }

    @AfterEach
    void endEverything() throws Exception {
        List<String> folders = List.of(root() + "/test/head", root() + "/test/" + WORKER);
        EndProcessesScript.run(host, EndProcessesScript.all(cluster), folders, Duration.ZERO);
    }

    private Path root() {
        return folder.resolve("root");
    }

    private Path node(NodeKey key) {
        return root().resolve("test").resolve(key.value());
    }

    private NodeSpec spec(NodeKey key, String yaml) {
        String text = "cluster_name: test\nprovider: {type: process}\nmax_workers: 2\nhead_node_type: head\n"
                + "available_node_types:\n  head: {resources: {CPU: 1}}\n"
                + "  worker: {resources: {CPU: 1}, max_workers: 2}\n" + yaml;
        Machine machine = new Machine(
                key,
                key.isHead() ? "head" : "worker",
                key.value(),
                "127.0.0.9",
                Machine.State.RUNNING,
                "",
                Resources.NONE,
                Map.of());
        return new NodeSpec(
                        cluster,
                        ConfigReader.ofUser().readExpanded(text, "test.yaml").config(),
                        machine,
                        bundle,
                        ConfigInputs.NONE)
                .withHeadHost("10.0.0.1");
    }

    private static String engine(String command) {
        return "engine: sleep\nhead_start_ray_commands: ['" + command + "']\nworker_start_ray_commands: ['" + command
                + "']\n";
    }

    private void run(NodeSpec spec, String secret, EngineRestart restart) throws InterruptedException {
        NodeKey key = spec.machine().key();
        HostFacts facts = FactsScript.run(host, Optional.of(root().toString()), "test", key, bundle);
        OutputSink sink = (_, bytes, length) -> output.write(bytes, 0, length);
        NodeShell shell =
                new NodeShell(host, spec.marker(), root().toString(), node(key).toString(), sink);
        List<PlannedStep> steps = new ArrayList<>();
        steps.add(new PlannedStep(EnvironmentStep.of(spec), PlannedStep.Need.CHANGED));
        EnginePlan plan = EnginePlan.of(spec, facts, new HeadEngine(secret, ""), restart);
        steps.addAll(plan.start());
        steps.addAll(plan.ready());
        events.clear();
        new StepRunner(key, shell, events::add, new SystemTime(), SecretMask.NONE).run(steps);
    }

    private void run(NodeSpec spec) throws InterruptedException {
        run(spec, "", EngineRestart.IF_CHANGED);
    }

    private String state(NodeKey key) throws Exception {
        return Files.readString(node(key).resolve("run/engine.state"));
    }

    private String engineProcess(NodeKey key) throws Exception {
        return Files.readString(node(key).resolve("run/engine.pid"));
    }

    private List<StepState> states(String step) {
        return events.stream()
                .filter(event -> event.step().equals(Optional.of(step)))
                .flatMap(event -> event.stepState().stream())
                .toList();
    }

    private Path scratch(NodeKey key) throws Exception {
        return Path.of(Files.readString(node(key).resolve("engine/scratch")).strip());
    }

    @Test
    void startsTheEngineAndWaitsUntilItIsReady() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        assertThat(state(NodeKey.HEAD)).startsWith("ready ");
        assertThat(states(StepIds.ENGINE)).containsExactly(StepState.STARTED, StepState.DONE);
        assertThat(states(StepIds.ENGINE_READY)).containsExactly(StepState.STARTED, StepState.DONE);
    }

    @Test
    void nothingHappensIfItRunsAndNothingChanged() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        String before = engineProcess(NodeKey.HEAD);
        run(spec(NodeKey.HEAD, engine(UP)));
        assertThat(states(StepIds.ENGINE)).containsExactly(StepState.SKIPPED);
        assertThat(states(StepIds.ENGINE_READY)).containsExactly(StepState.SKIPPED);
        assertThat(engineProcess(NodeKey.HEAD)).isEqualTo(before);
    }

    @Test
    void changedCommandsStartItAgain() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        String before = engineProcess(NodeKey.HEAD);
        run(spec(NodeKey.HEAD, engine("echo two >$MUSTER_ENGINE/two; " + UP)));
        assertThat(engineProcess(NodeKey.HEAD)).isNotEqualTo(before);
        assertThat(node(NodeKey.HEAD).resolve("engine/two")).exists();
        assertThat(state(NodeKey.HEAD)).matches("ready [0-9]+ 0\n");
    }

    @Test
    void aRunningEngineIsKeptIfTheOperatorWantsThat() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        String before = engineProcess(NodeKey.HEAD);
        run(spec(NodeKey.HEAD, engine("true; " + UP)), "", EngineRestart.NEVER);
        assertThat(engineProcess(NodeKey.HEAD)).isEqualTo(before);
        assertThat(events.stream().filter(event -> event.step().equals(Optional.of(StepIds.ENGINE))))
                .extracting(Event::message)
                .containsExactly("changed, but it is not restarted");
        run(spec(NodeKey.HEAD, engine("true; " + UP)));
        assertThat(engineProcess(NodeKey.HEAD))
                .as("the change is not forgotten")
                .isNotEqualTo(before);
    }

    @Test
    void anUnchangedEngineIsStartedAgainIfTheOperatorWantsThat() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        String before = engineProcess(NodeKey.HEAD);
        run(spec(NodeKey.HEAD, engine(UP)), "", EngineRestart.ALWAYS);
        assertThat(engineProcess(NodeKey.HEAD)).isNotEqualTo(before);
        assertThat(state(NodeKey.HEAD)).startsWith("ready ");
    }

    @Test
    void aFailedStartShowsTheEnginesOwnLines() throws Exception {
        Files.writeString(folder.resolve("home/broken"), "sleep is not installed: pip install sleep\n");
        assertThatThrownBy(() -> run(spec(NodeKey.HEAD, engine(UP))))
                .isInstanceOfSatisfying(RemoteFailure.class, failure -> {
                    assertThat(failure.text())
                            .contains("'engine-ready' exited 1", "sleep is not installed: pip install sleep");
                });
        Files.delete(folder.resolve("home/broken"));
        run(spec(NodeKey.HEAD, engine(UP)));
        assertThat(state(NodeKey.HEAD)).startsWith("ready ");
    }

    @Test
    void anEngineThatEndsIsDiagnosed() {
        String command = "echo raylet is out of memory >$MUSTER_ENGINE_SCRATCH/log; exit 3";
        assertThatThrownBy(() -> run(spec(NodeKey.HEAD, engine(command))))
                .isInstanceOfSatisfying(
                        RemoteFailure.class,
                        failure -> assertThat(failure.lastLines())
                                .contains("raylet is out of memory")
                                .endsWith("engine sleep did not start: the engine exited 3"));
    }

    @Test
    void theHeadMakesOneSecret() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        Path token = node(NodeKey.HEAD).resolve("engine/token");
        String secret = Files.readString(token);
        assertThat(secret).matches("[0-9a-f]{64}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token)))
                .isEqualTo("rw-------");
        assertThat(node(NodeKey.HEAD).resolve("control/engine-secret")).hasContent(secret);
        run(spec(NodeKey.HEAD, engine("true; " + UP)));
        assertThat(token).hasContent(secret);
        assertThat(output.toString(StandardCharsets.UTF_8)).doesNotContain(secret);
    }

    @Test
    void aSecretOfTheUserIsUsedAndNamed() throws Exception {
        Files.createDirectories(folder.resolve("home/.sleep"));
        Files.writeString(folder.resolve("home/.sleep/token"), "the user's own\n");
        run(spec(NodeKey.HEAD, engine(UP)));
        assertThat(node(NodeKey.HEAD).resolve("engine/token")).hasContent("the user's own\n");
        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("the engine uses the secret in ~/.sleep/token")
                .doesNotContain("the user's own");
    }

    @Test
    void aWorkerReceivesTheSecretOverStandardInput() throws Exception {
        run(spec(WORKER, engine(UP)), "from the head", EngineRestart.IF_CHANGED);
        assertThat(node(WORKER).resolve("engine/token")).hasContent("from the head");
        run(spec(WORKER, engine("true; " + UP)), "", EngineRestart.IF_CHANGED);
        assertThat(node(WORKER).resolve("engine/token")).as("it is kept").hasContent("from the head");
    }

    @Test
    void aWorkerWithoutASecretIsRefused() {
        assertThatThrownBy(() -> run(spec(WORKER, engine(UP))))
                .hasMessageContaining("the head has no secret for the engine");
    }

    @Test
    void variablesReachTheSessionsAndTheStart() throws Exception {
        String command = "echo $SLEEP_HEAD $SLEEP_TOKEN $SLEEP_SELF $SLEEP_KEY >$MUSTER_ENGINE/seen; " + UP;
        run(spec(WORKER, engine(command)), "secret", EngineRestart.IF_CHANGED);
        String token = node(WORKER) + "/engine/token";
        assertThat(node(WORKER).resolve("engine/seen")).hasContent("10.0.0.1:7 " + token + " 127.0.0.9 worker-1\n");
        assertThat(inSession("echo $SLEEP_HEAD $SLEEP_TOKEN ${SLEEP_SELF-unset} $MUSTER_ENGINE_SCRATCH"))
                .isEqualTo("10.0.0.1:7 " + token + " unset " + scratch(WORKER) + "\n");
    }

    @Test
    void theValuesOfTheFileWin() throws Exception {
        String yaml = "environment: {env_vars: {SLEEP_HEAD: mine, SLEEP_KEY: own}}\n";
        String command = "echo $SLEEP_HEAD $SLEEP_KEY >$MUSTER_ENGINE/seen; " + UP;
        run(spec(WORKER, yaml + engine(command)), "secret", EngineRestart.IF_CHANGED);
        assertThat(node(WORKER).resolve("engine/seen")).hasContent("mine own\n");
        assertThat(inSession("echo $SLEEP_HEAD")).isEqualTo("mine\n");
    }

    private String inSession(String command) throws Exception {
        return host.run(RemoteCommand.of(". '" + node(WORKER) + "/env.sh'\n" + command))
                .out();
    }

    @Test
    void theScratchFolderIsShortPrivateAndGoesWithTheNode() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        Path scratch = scratch(NodeKey.HEAD);
        assertThat(scratch.toString()).hasSizeLessThanOrEqualTo(36);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch)))
                .isEqualTo("rwx------");
        endEverything();
        assertThat(scratch).doesNotExist();
    }

    @Test
    void aScratchFolderThatAnotherUserPreparedIsRefused() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can create files of other users");
        run(spec(NodeKey.HEAD, engine(UP)));
        Path scratch = scratch(NodeKey.HEAD);
        endEverything();
        Path above = scratch.getParent();
        Files.createDirectory(above);
        Files.writeString(above.resolve("trap"), "");
        Files.setAttribute(above, "unix:uid", 65534);
        try {
            assertThatThrownBy(() -> run(spec(NodeKey.HEAD, engine("true; " + UP))))
                    .hasMessageContaining(above + " belongs to");
            endEverything();
            assertThat(above.resolve("trap")).exists();
        } finally {
            Files.delete(above.resolve("trap"));
            Files.delete(above);
        }
    }

    @Test
    void anEngineThatTheFileNoLongerHasIsEndedAndRemoved() throws Exception {
        run(spec(NodeKey.HEAD, engine(UP)));
        Path scratch = scratch(NodeKey.HEAD);
        run(spec(NodeKey.HEAD, "engine: native\n"));
        assertThat(scratch).doesNotExist();
        assertThat(node(NodeKey.HEAD).resolve("engine")).doesNotExist();
        ShellScript find = ShellScript.raw("grep -lsz '^MUSTER_NODE=" + cluster + "' /proc/[0-9]*/environ");
        assertThat(host.run(RemoteCommand.of(find.text())).out()).isEmpty();
        run(spec(NodeKey.HEAD, "engine: native\n"));
        assertThat(states(StepIds.ENGINE)).isEmpty();
    }

    @Test
    void theEngineRunsInTheLimitsOfItsNodeIfTheFileWantsThat() throws Exception {
        Path programs =
                root().resolve("bundles").resolve(bundle.application().sha256()).resolve("bin");
        Files.writeString(
                programs.resolve("muster-run"),
                "#!/bin/sh\necho \"$*\" | head -n 1 >\"$MUSTER_ENGINE/limits\"\n"
                        + "while [ \"$1\" != -- ]; do shift; done; shift; exec \"$@\"\n");
        Files.setPosixFilePermissions(programs.resolve("muster-run"), PosixFilePermissions.fromString("rwx------"));
        run(spec(NodeKey.HEAD, engine(UP) + "enforce: true\n"));
        assertThat(Files.readString(node(NodeKey.HEAD).resolve("engine/limits")))
                .startsWith("--name engine --keep-env --oom process --cpus 1 -- sh " + node(NodeKey.HEAD)
                        + "/engine/start/run interactive ");
    }

    @Test
    void theRecipeOfWorkersChangesWithTheirStart() {
        Recipe one = NodePlanner.recipe(spec(WORKER, engine(UP)));
        assertThat(NodePlanner.recipe(spec(WORKER, engine(UP)))).isEqualTo(one);
        assertThat(NodePlanner.recipe(spec(WORKER, engine("true; " + UP)))).isNotEqualTo(one);
        assertThat(NodePlanner.recipe(spec(WORKER, "engine: native\n"))).isNotEqualTo(one);
    }
}
