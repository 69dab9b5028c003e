package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.KnownCluster;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.config.Problem;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.StandingRequest;
import dev.muster.core.event.Event;
import dev.muster.core.failure.InvalidConfig;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SmallCommandsTest extends CommandTest {
    @BeforeEach
    void aHeadAndAWorker() {
        clusters().addNode("head", "head", "vm1", NodeState.READY);
        clusters().addNode("cpu-1", "cpu", "vm2", NodeState.READY);
    }

    @Nested
    class Request {
        @Test
        void requestsBundles() {
            CommandRun.Ended ended = run("request", "cluster.yaml", "{\"CPU\": 2, \"licence\": 0.5}", "--count", "4");

            assertThat(asked().bundles())
                    .containsExactly(new StandingRequest.Bundles(Shape.of(Resources.of("CPU", 2, "licence", 0.5)), 4));
            assertThat(asked().requestedBy()).isEqualTo("ann@desk");
            assertThat(ended.out()).isEqualTo("requested 4 x {CPU: 2, licence: 0.5}\n");
        }

        @Test
        void takesSizesWithUnits() {
            run("request", "{\"memory\": \"16GiB\"}");

            assertThat(asked().bundles().getFirst().shape().resources()).isEqualTo(Resources.of("memory", 16L << 30));
        }

        @Test
        void requestsSingleCpus() {
            run("request", "--num-cpus", "64");

            assertThat(asked().bundles())
                    .containsExactly(new StandingRequest.Bundles(Shape.of(Resources.of("CPU", 1)), 64));
        }

        @Test
        void clearsTheRequest() {
            assertThat(run("request", "--clear").out()).isEqualTo("request cleared\n");
            assertThat(asked().bundles()).isEmpty();
        }

        @Test
        void printsTheNotesOfTheHead() {
            clusters().control.notes = List.of("max_workers is 4: 2 bundles wait");

            assertThat(run("request", "--cpus", "9").out()).endsWith("  note: max_workers is 4: 2 bundles wait\n");
            assertThat(run("request", "--cpus", "9", "-o", "json").out())
                    .isEqualTo("{\"schema_version\":1,\"demand\":[{\"resources\":{\"CPU\":1},\"count\":9}],"
                            + "\"notes\":[\"max_workers is 4: 2 bundles wait\"]}\n");
        }

        @Test
        void refusesInvalidAmounts() {
            assertRefused("{CPU: 2}", "not JSON: {CPU: 2}");
            assertRefused("[]", "a request must be a JSON object with an amount for each resource");
            assertRefused("{}", "a request must be a JSON object with an amount for each resource");
            assertRefused("{\"CPU\": \"two\"}", "the amount of CPU is not a number: two");
            assertRefused(
                    "{\"CPU\": 0.00001}", "the amount of CPU is too small to count: 0.00001; the least is 0.0001");
            assertRefused("{\"CPU\": -1}", "the amount of CPU must be more than 0 and at most 100000000000000: -1");
            assertRefused(
                    "{\"CPU\": 1e99}", "the amount of CPU must be more than 0 and at most 100000000000000: 1E+99");
            assertRefused("{\"memory\": \"16 elephants\"}", "'16 elephants' is not a size for memory");
        }

        private void assertRefused(String shape, String message) {
            CommandRun.Ended ended = run("request", shape);
            assertThat(ended.err().lines().findFirst()).contains("cluster: " + message);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(clusters().control.asked).isEmpty();
        }

        private StandingRequest asked() {
            return (StandingRequest) clusters().control.asked.getFirst();
        }
    }

    @Test
    void holdsAHostOfThePoolAndReleasesIt() {
        pool(
                new StatusView.PoolHost("vm2", "cpu", PoolHostState.USED, "lab"),
                new StatusView.PoolHost("vm3", "cpu", PoolHostState.ON_HOLD, "bob"));

        assertThat(run("drain", "cpu-1", "--hold", "--reason", "new RAM").out()).isEqualTo("""
                        vm2 is on hold: no node is made there until 'cluster drain vm2 --undo'
                        cpu-1 is draining; it is removed once its running work has ended
                        """);
        assertThat(run("drain", "vm3", "--undo").out()).isEqualTo("vm3 may have nodes again\n");
        assertThat(clusters().control.asked)
                .containsExactly(new HoldOrder("vm2", false, "new RAM"), new HoldOrder("vm3", true, ""));
        assertThat(run("drain", "vm2", "--reason", "x").err()).contains("--reason needs --hold");
    }

    @Test
    void saysThatADrainEndsASetUp() {
        clusters().addNode("cpu-2", "cpu", "vm9", NodeState.STARTING);

        assertThat(run("drain", "vm9").out())
                .isEqualTo("cpu-2 was still starting: its set-up is ended and it is removed\n");
    }

    @Test
    void aHostMeansItsNewestNodeEvenIfThatIsGone() {
        pool(new StatusView.PoolHost("10.0.0.4", "cpu", PoolHostState.FAILED, "no route to host"));
        clusters()
                .control
                .past
                .add(Event.ofNode(FakeTime.NOW, new NodeKey("cpu-3"), NodeState.FAILED, "setup failed")
                        .withDetails(Map.of("host", "10.0.0.5")));

        run("explain", "10.0.0.5");
        assertThat(clusters().control.asked).contains("explain cpu-3");
        assertThat(run("logs", "10.0.0.4").err())
                .isEqualTo("cluster: host 10.0.0.4 has had no node: it is failed: no route to host\n"
                        + "  the nodes are: head (vm1), cpu-1 (vm2)\n");
    }

    private void pool(StatusView.PoolHost... hosts) {
        StatusView old = clusters().control.status;
        clusters().control.status = new StatusView(
                old.cluster(),
                old.clusterId(),
                old.state(),
                old.provider(),
                old.engine(),
                old.head(),
                old.nodes(),
                old.types(),
                List.of(hosts),
                old.total(),
                old.available(),
                old.demand(),
                old.notes());
    }

    @Test
    void drainsANodeByKeyOrHost() {
        assertThat(run("drain", "vm2").out())
                .isEqualTo("cpu-1 is draining; it is removed once its running work has ended\n");
        run("drain", "cpu-1", "--undo", "-o", "json");

        assertThat(clusters().control.asked).containsExactly("drain cpu-1", "undrain cpu-1");
    }

    @Test
    void printsTheLogOfTheAutoscalerOrOfANode() {
        clusters().control.log = "a line\n";

        assertThat(run("logs").out()).isEqualTo("a line\n");
        run("logs", "vm2", "--step", "setup", "-f");
        run("logs", "cpu-7", "--lines", "50");

        assertThat(clusters().control.asked)
                .filteredOn(LogQuery.class::isInstance)
                .containsExactly(
                        new LogQuery(Optional.empty(), Optional.empty(), 0, false),
                        new LogQuery(Optional.of(new NodeKey("cpu-1")), Optional.of("setup"), 20, true),
                        new LogQuery(Optional.of(new NodeKey("cpu-7")), Optional.empty(), 50, false));
    }

    @Test
    void aLogCannotControlTheTerminalAndIsWholeElsewhere() {
        clusters().control.log = "\033]0;title\007\033[31mred\033[0m\n 10 %\r100 %\r\nlast";

        assertThat(run("logs").out()).isEqualTo(clusters().control.log);
        command.window = FakeWindow.TERMINAL;
        assertThat(run("logs").out()).isEqualTo("?]0;title?\033[31mred\033[0m\n100 %\nlast\n");
    }

    @Test
    void printsTheLogsOfAnEngineFromItsNode() {
        FakeHost head = clusters().addNode("head", "head", "vm1", NodeState.READY);
        FakeHost worker = clusters().addNode("cpu-3", "cpu", "vm3", NodeState.READY);
        worker.out = "==> raylet.err <==\n";
        head.code = 3;

        assertThat(run("logs", "vm3", "--engine", "--lines", "7").out()).isEqualTo("==> raylet.err <==\n");
        assertThat(worker.scripts.getFirst()).endsWith("print_engine_logs /var/tmp/muster/lab/cpu-3 7 no\n");
        assertThat(run("logs", "--engine").err()).contains("there is no engine on 'head'");
    }

    @Test
    void monitorPrintsPastEventsAndThenNewOnes() {
        clusters()
                .control
                .past
                .add(Event.of(FakeTime.NOW, Event.Kind.DECISION, "launch", "2 x cpu: min_workers")
                        .withSequence(41));
        clusters()
                .control
                .coming
                .add(Event.of(
                        FakeTime.NOW.plusSeconds(1),
                        Event.Kind.NODE,
                        new NodeKey("cpu-1"),
                        "ready",
                        "its daemon joined"));

        CommandRun.Ended ended = run("monitor");

        assertThat(ended.out()).isEqualTo("""
                        10:00:00  cluster     decision        launch      2 x cpu: min_workers
                        10:00:01  cpu-1       node            ready       its daemon joined
                        """);
        assertThat(ended.code()).as("the head ended").isEqualTo(1);
        assertThat(clusters().control.asked).contains("watch after 41");
        assertThat(run("monitor", "--no-follow", "--lines", "1").code()).isZero();
    }

    @Test
    void attachesToTheHeadOrANode() {
        command.window = FakeWindow.TERMINAL;
        FakeHost worker = clusters().addNode("cpu-2", "cpu", "vm3", NodeState.READY);
        worker.code = 5;

        assertThat(run("attach").code()).isZero();
        assertThat(run("attach", "--node", "vm3").code()).isEqualTo(5);
        assertThat(worker.scripts).containsExactly("shell of cpu-2");
    }

    @Test
    void attachExitsWith255IfTheConnectionIsLost() {
        command.window = FakeWindow.TERMINAL;
        clusters().addNode("cpu-2", "cpu", "vm3", NodeState.READY).reachable = false;

        CommandRun.Ended ended = run("attach", "--node", "vm3");

        assertThat(ended.code()).isEqualTo(255);
        assertThat(ended.err()).startsWith("cluster: vm3: the connection was lost\n");
    }

    @Test
    void listsKnownClusters() {
        clusters()
                .known
                .add(new KnownCluster(
                        "lab",
                        "00000000000000aa",
                        "local",
                        "vm1",
                        Optional.of(Path.of("/home/ann/lab.yaml")),
                        FakeTime.NOW.minusSeconds(200)));

        assertThat(run("list").out()).isEqualTo("""
                        NAME  PROVIDER  HEAD  LAST UP  FILE
                        lab   local     vm1   3m ago   /home/ann/lab.yaml
                        """);
        assertThat(run("list", "--output", "json").out())
                .isEqualTo(
                        "{\"schema_version\":1,\"clusters\":[{\"name\":\"lab\",\"cluster_id\":\"00000000000000aa\","
                                + "\"provider\":\"local\",\"head\":\"vm1\",\"file\":\"/home/ann/lab.yaml\",\"last_seen\":\"2026-03-01T09:56:40Z\"}]}\n");
    }

    @Test
    void validatesAFile() {
        assertThat(run("validate").out())
                .isEqualTo(
                        "cluster.yaml is valid: cluster lab, provider process, engine native, 1 node type, 0 to 2 workers\n");
        assertThat(run("validate", "--expanded").out()).isEqualTo("cluster_name: lab\n");
        assertThat(run("validate", "--output", "json").out())
                .isEqualTo("{\"schema_version\":1,\"valid\":true,\"problems\":[]}\n");
    }

    @Test
    void writesNoFileThatValidateWouldRefuse() {
        clusters().readFailure = new InvalidConfig(List.of(new Problem(
                Problem.Severity.ERROR, "x.yaml", 4, 5, "hosts[1]", "the host 'vm1' is listed twice", "remove it")));

        CommandRun.Ended ended = run("init", "x.yaml", "--hosts", "vm1,vm1");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .isEqualTo("cluster: --hosts: the host 'vm1' is listed twice; nothing was written\n  remove it\n");
        assertThat(folder.resolve("x.yaml")).doesNotExist();
    }

    @Test
    void namesATrialClusterAfterItsFile() {
        run("init", "demo.yaml");

        assertThat(folder.resolve("demo.yaml")).content().contains("cluster_name: demo\n");
    }

    @Test
    void completionLeavesFileNamesToTheShell() {
        assertThat(run("completion", "bash").out())
                .contains("compopt -o default")
                .doesNotContain("compopt +o default")
                .endsWith("complete -F _complete_cluster -o default cluster\n");
    }

    @Test
    void writesAFirstFile() throws IOException {
        CommandRun.Ended ended = run("init", "two.yaml", "--hosts", "vm1,vm[2-4,7]");

        assertThat(ended.out()).isEqualTo("wrote two.yaml; next: cluster check two.yaml\n");
        assertThat(Files.readString(folder.resolve("two.yaml"))).contains("hosts:\n  - \"vm1\"\n  - \"vm[2-4,7]\"\n");
    }
}
