package dev.muster.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bad input and bad luck with Ray on real hosts: each fault heals, or is named. Clusters take long to start, so a test has several faults one after the other. */
@Tag("whole")
class RayFaultsTest {
    private static final String CLUSTER = "faults";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final String TOKEN = "/root/.muster/faults/*/engine/auth_token";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Lab lab;
    private Sandbox sandbox;
    private LabRay ray;
    private long since = System.nanoTime();

    @BeforeEach
    void hosts() throws Exception {
        lab = Lab.ready();
        sandbox = new Sandbox(folder);
        ray = LabRay.required(lab, sandbox);
        ray.install(1, 5, 6, 7, 8);
    }

    @AfterEach
    void nothingStays() throws Exception {
        if (ray != null) {
            Lab.ready();
            sandbox.cluster("down", "-y", "--force");
            ray.uninstall(1, 5, 6, 7, 8);
            sandbox.close();
        }
    }

    private void file(int min, String yaml, int... hosts) throws Exception {
        sandbox.config(new LabFile(lab, CLUSTER)
                .hosts(hosts)
                .min(min)
                .with("engine: ray\n" + yaml)
                .text());
    }

    /** @param program part of the command line; the shell that looks for it does not have it in its own */
    private void kill(String program, int host) throws Exception {
        lab.on(
                host,
                "kill -9 $(grep -lsa -e '[%s]%s' /proc/[0-9]*/cmdline | cut -d/ -f3) 2>/dev/null; true"
                        .formatted(program.substring(0, 1), program.substring(1)));
    }

    private void measure(String step) {
        long now = System.nanoTime();
        System.out.printf("  %s: %.1f s%n", step, (now - since) / 1e9);
        since = now;
    }

    @Test
    void raysProcessesAndHostsThatDieAreReplacedAndTheHeadsStateSurvives() throws Exception {
        file(2, "head_state: rocksdb", 1, 5, 6, 7);
        sandbox.cluster("up", "-y").expect(0);
        ray.awaitNodes(1, 5, 6);
        measure("up");
        aKilledRayletIsNamedAndStartedAgain();
        aKilledHeadKeepsItsIdsItsActorsAndWhatWasRequested();
        aHostThatIsPoweredOffIsReplaced();
        Sandbox.Ended down = sandbox.cluster("down", "-y");
        assertThat(down.code()).as(down.err()).isEqualTo(5);
        assertThat(down.out()).containsPattern(lab.address(6) + " +unreachable");
        measure("down without the host that is off");
        lab.boot(6);
        sandbox.cluster("down", "-y").expect(0);
        measure("down");
        for (int host : new int[] {1, 5, 6, 7}) {
            assertThat(lab.processes(host)).noneMatch(line -> line.contains("ray"));
        }
    }

    private void aKilledRayletIsNamedAndStartedAgain() throws Exception {
        kill("raylet/raylet", 5);
        Patience.untilTrue(
                "status names it",
                SOON,
                () -> engine(5).path("restarts").asInt() == 1
                        || engine(5).path("phase").asString().equals("failed"));
        measure("a killed raylet is named");
        Patience.untilTrue(
                "it runs again", SOON, () -> engine(5).path("phase").asString().equals("ready"));
        assertThat(engine(5).path("restarts").asInt()).isEqualTo(1);
        ray.awaitNodes(1, 5, 6);
        measure("a killed raylet runs again");
    }

    private void aKilledHeadKeepsItsIdsItsActorsAndWhatWasRequested() throws Exception {
        ray.run("""
                import ray
                from ray.autoscaler.sdk import request_resources
                ray.init(address="auto", namespace="faults", logging_level="ERROR")

                @ray.remote(num_cpus=1, max_restarts=-1)
                class Keeper:
                    def where(self):
                        return ray.get_runtime_context().get_node_id()

                keeper = Keeper.options(name="keeper", lifetime="detached").remote()
                ray.get(keeper.where.remote())
                request_resources(bundles=[{"CPU": 1}] * 2)
                """);
        JsonNode before = ray.view();
        for (String program : List.of("gcs_server", "raylet/raylet", "ray/dashboard/", "ray/bin/ray")) {
            kill(program, 1);
        }
        Patience.untilTrue(
                "it is named", SOON, () -> !engine(1).path("phase").asString().equals("ready"));
        Patience.untilTrue(
                "it runs again", SOON, () -> engine(1).path("phase").asString().equals("ready"));
        measure("a killed head runs again");
        ray.awaitNodes(1, 5, 6);
        JsonNode after = ray.view();
        assertThat(after.path("cluster")).isEqualTo(before.path("cluster"));
        for (int worker : new int[] {5, 6}) {
            assertThat(after.path("nodes").path(lab.address(worker)))
                    .isEqualTo(before.path("nodes").path(lab.address(worker)));
        }
        String answer = ray.run("""
                import ray
                ray.init(address="auto", namespace="faults", logging_level="ERROR")
                print(ray.get(ray.get_actor("keeper").where.remote(), timeout=60))
                """);
        assertThat(answer).hasSize(56);
        Patience.untilTrue(
                "what was requested is requested again",
                SOON,
                () -> sandbox.cluster("exec", "--", "ray", "status", "-v").out().contains("from request_resources()"));
        measure("the actor answers, and what was requested is there");
    }

    private void aHostThatIsPoweredOffIsReplaced() throws Exception {
        lab.kill(6);
        ray.awaitNodes(1, 5, 7);
        measure("a host that was powered off is replaced");
    }

    @Test
    void whatKeepsRayFromStartingIsNamedBeforeItStarts() throws Exception {
        String own = workers("ray start --address=$RAY_HEAD_IP:6379 --node-manager-port=7777");
        file(0, own, 1, 5, 6, 7, 8);
        aTakenPortIsNamedWithItsProcess();
        file(4, own, 1, 5, 6, 7, 8);
        hostsWithoutRayAndWithAnotherVersionAreNamed();
        aTokenThatIsMissingOrOpenOrWrongIsNamedOrRepaired();
        upKeepsOrRestartsEngines();
    }

    private static String workers(String command) {
        return "worker_start_ray_commands: ['" + command + "']\n";
    }

    private void listen(int host, int port) throws Exception {
        String program =
                "import socket, time; server = socket.create_server((\"\", %d)); time.sleep(600)".formatted(port);
        lab.on(
                host,
                "setsid " + ray.python() + " -c '" + program + "' </dev/null >/dev/null 2>&1 & echo $! >/run/listener");
    }

    private void aTakenPortIsNamedWithItsProcess() throws Exception {
        listen(1, 6379);
        measure("hosts");
        Sandbox.Ended up = sandbox.cluster("up", "-y");
        measure("a taken port is named");
        assertThat(up.code()).as(up.err()).isEqualTo(4);
        assertThat(up.out() + up.err())
                .containsPattern("port 6379 of Ray's head is taken on this host by process \\d+ \\(\\S*python")
                .doesNotContain("\tat ");
        lab.on(1, "kill $(cat /run/listener)");
    }

    private void hostsWithoutRayAndWithAnotherVersionAreNamed() throws Exception {
        ray.uninstall(6);
        String older = System.getenv("MUSTER_RAY_OLDER");
        if (older != null) {
            ray.link(Path.of(older), 7);
        }
        listen(8, 7777);
        Sandbox.Ended up = sandbox.cluster("up", "-y");
        measure("hosts that cannot start Ray are named");
        String text = up.out() + up.err();
        assertThat(up.code()).as(text).isEqualTo(5);
        assertThat(text)
                .contains("'ray' is not installed in this node's environment: add 'ray[default]' to environment.pip");
        if (older != null) {
            assertThat(text).contains("is installed here, but the head has Ray 2.60.0");
            assertThat(lab.processes(7)).noneMatch(line -> line.contains("raylet/raylet"));
            ray.awaitNodes(1, 5);
        }
        assertThat(text).as("the lines of the raylet that cannot start").contains("raylet.", "7777");
        lab.on(8, "kill $(cat /run/listener)");
        ray.install(6, 7);
        sandbox.cluster("up", "-y").expect(0);
        ray.awaitNodes(1, 5, 6, 7, 8);
        measure("they are repaired");
    }

    private void aTokenThatIsMissingOrOpenOrWrongIsNamedOrRepaired() throws Exception {
        lab.on(5, "chmod 644 " + TOKEN);
        lab.on(6, "rm " + TOKEN);
        lab.on(7, "printf %064d 0 | tee " + TOKEN);
        for (int host : new int[] {5, 6, 7}) {
            kill("raylet/raylet", host);
        }
        Patience.untilTrue(
                "the missing one is named", SOON, () -> lines(6).contains("auth_token is missing: run 'cluster up'"));
        Patience.untilTrue(
                "an open one is closed",
                SOON,
                () -> engine(5).path("phase").asString().equals("ready")
                        && lab.on(5, "stat -c %a " + TOKEN).strip().equals("600"));
        measure("a missing and an open token");
        Patience.untilTrue("the wrong one is named", SOON, () -> lines(7).contains("oken"));
        measure("a wrong token");
        sandbox.cluster("up", "-y").expect(0);
        ray.awaitNodes(1, 5, 6, 7, 8);
        measure("tokens are repaired");
    }

    private void upKeepsOrRestartsEngines() throws Exception {
        JsonNode before = ray.view().path("nodes");
        file(4, workers("ulimit -c 0; ray start --address=$RAY_HEAD_IP:6379"), 1, 5, 6, 7, 8);
        sandbox.cluster("up", "-y", "--no-restart").expect(0);
        assertThat(ray.view().path("nodes")).isEqualTo(before);
        measure("up --no-restart");
        sandbox.cluster("up", "-y", "--restart-only").expect(0);
        ray.awaitNodes(1, 5, 6, 7, 8);
        JsonNode after = ray.view().path("nodes");
        before.forEachEntry(
                (address, id) -> assertThat(after.path(address)).as(address).isNotEqualTo(id));
        measure("up --restart-only");
    }

    private String lines(int host) throws Exception {
        return engine(host).path("lines").toString();
    }

    private JsonNode engine(int host) throws Exception {
        return node(host).path("engine");
    }

    private JsonNode node(int host) throws Exception {
        return StreamSupport.stream(sandbox.status().path("nodes").spliterator(), false)
                .filter(node -> node.path("host").asString().equals(lab.address(host)))
                .findFirst()
                .orElseThrow();
    }
}
