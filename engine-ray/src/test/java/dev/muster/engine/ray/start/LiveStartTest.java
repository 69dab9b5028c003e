package dev.muster.engine.ray.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.engine.EngineCommands;
import dev.muster.engine.EngineNode;
import dev.muster.engine.EngineSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planned really starts Ray. */
@SuppressWarnings("NullAway.Init")
class LiveStartTest {
    private static final String NODES = """
            import json, ray
            ray.init(address="auto", logging_level="ERROR", log_to_driver=False)
            for node in ray.nodes():
                print(sorted((k, v) for k, v in node["Resources"].items() if k in ("CPU", "gadget", "memory")), node["Labels"].get("rack"), node["Labels"].get("ray.io/node-group"))
            """;

    private final int port = freePort();
    private Path environment;

    @BeforeEach
    void findRay() {
        String folder = System.getenv("MUSTER_RAY");
        if (folder == null && "1".equals(System.getenv("MUSTER_LAB_REQUIRED"))) {
            fail("MUSTER_LAB_REQUIRED=1, and MUSTER_RAY does not name a virtual environment with Ray");
        }
        assumeTrue(folder != null, "MUSTER_RAY does not name a virtual environment with Ray");
        environment = Path.of(folder);
    }

    @Test
    void startsAHeadWithATokenOfTheClusterAndNothingOutsideItsFolder() throws Exception {
        try (StartedNode head = new StartedNode(environment, head(headCommand()))) {
            assertThat(head.check()).isEqualTo("0: ");
            Process ray = head.start();
            head.awaitReady();

            assertThat(head.python(NODES))
                    .isEqualTo("0: [('CPU', 3.0), ('gadget', 2.0), ('memory', 1073741824.0)] r \"1\" head.small");
            assertThat(ray.isAlive()).isTrue();
            assertThat(head.commandLines())
                    .contains(head.scratch + "/r/session_")
                    .doesNotContain("/tmp/ray/")
                    .doesNotContain("autoscaler/");
            assertThat(Files.readString(head.engine("versions")))
                    .startsWith("ray=2.")
                    .contains(" python=3.");
        }
    }

    @Test
    void aWorkerOnTheSameHostJoins() throws Exception {
        EngineCommands commands = new EngineCommands(List.of(headCommand()), List.of());
        try (StartedNode head = new StartedNode(environment, node(NodeKey.HEAD, commands));
                StartedNode worker = new StartedNode(environment, node(NodeKey.worker("small", 1), commands))) {
            assertThat(head.check()).isEqualTo("0: ");
            head.start();
            head.awaitReady();
            Files.copy(head.engine("versions"), worker.engine("head-versions"));
            assertThat(worker.check()).isEqualTo("0: ");

            worker.start();
            worker.awaitReady();

            assertThat(head.python(NODES).lines()).hasSize(2);
            assertThat(
                            worker.python(
                                    "import ray; ray.init(address='auto', logging_level='ERROR'); print(ray.get(ray.remote(lambda: 7).remote()))"))
                    .endsWith("7");
        }
    }

    @Test
    void withoutTheTokenNobodyGetsIn() throws Exception {
        try (StartedNode head = new StartedNode(environment, head(headCommand()))) {
            head.start();
            head.awaitReady();

            assertThat(head.pythonInPlainLogin("import ray; ray.init(address='127.0.0.1:" + port + "')"))
                    .startsWith("1: ")
                    .contains("InvalidAuthToken");
        }
    }

    @Test
    void theLastCommandEndsWithARaylet() throws Exception {
        try (StartedNode head = new StartedNode(environment, head("sleep 0; " + headCommand() + "; true"))) {
            assertThat(head.plan.commands()).hasSize(3);
            Process last = head.start();
            head.awaitReady();
            assertThat(last.isAlive()).isTrue();

            head.kill("raylet/raylet");

            assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(last.exitValue()).isEqualTo(1);
            assertThat(head.output("last")).containsPattern("process \\d+ of Ray has ended|no raylet of Ray runs");
            assertThat(head.diagnose()).contains("raylet.out: ");
        }
    }

    @Test
    void aHeadWhosePortIsTakenNamesTheProcess() throws Exception {
        try (ServerSocket taken = new ServerSocket(port);
                StartedNode head = new StartedNode(environment, head(headCommand()))) {
            assertThat(taken.isBound()).isTrue();
            assertThat(head.check())
                    .startsWith("78: port " + port + " of Ray's head is taken on this host by process "
                            + ProcessHandle.current().pid() + " (");
        }
    }

    @Test
    void aWorkerWithOtherVersionsIsRefusedBeforeItStarts() throws Exception {
        try (StartedNode worker = new StartedNode(environment, node(NodeKey.worker("small", 1)))) {
            Files.writeString(worker.engine("head-versions"), "ray=2.58.0 python=3.9.1\n");

            assertThat(worker.check())
                    .matches("78: Ray 2\\.\\d+\\.\\d+ with Python 3\\.\\d+\\.\\d+ is installed here, but the head has"
                            + " Ray 2\\.58\\.0 with Python 3\\.9\\.1: install the same versions on all nodes");
        }
    }

    private String headCommand() {
        return "ray start --head --port=" + port + " --include-dashboard=false --object-store-memory=80000000"
                + " --ray-client-server-port=" + freePort() + " --autoscaling-config=~/ray_bootstrap_config.yaml";
    }

    private EngineNode head(String command) {
        return node(NodeKey.HEAD, new EngineCommands(List.of("ray stop", command), List.of()));
    }

    private EngineNode node(NodeKey key) {
        return node(key, EngineCommands.NONE);
    }

    private static EngineNode node(NodeKey key, EngineCommands commands) {
        return new EngineNode(
                "lab",
                new ClusterId("0123456789abcdef"),
                key,
                "head.small",
                "127.0.0.1",
                Resources.of(Map.of("CPU", 3, "gadget", 2, "memory", 1 << 30)),
                Set.of(),
                Map.of("rack", "r \"1\""),
                commands,
                EngineSettings.NONE,
                Set.of(),
                true);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
