package dev.muster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cli.text.Width;
import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.event.Event;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.EngineStatusView.DemandKind;
import dev.muster.core.status.EngineStatusView.NodeInEngine;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.UsageSample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest extends CommandTest {
    private static final long GIB = 1L << 30;

    @BeforeEach
    void aClusterWithAFailedNode() {
        clusters().control.status = view();
        clusters()
                .control
                .past
                .add(Event.of(
                        FakeTime.NOW, Event.Kind.DECISION, "launch", "1 x cpu: {CPU: 2} asked for 4 times, 2 fit"));
    }

    @Test
    void printsATableThatFitsInto80Columns() throws IOException {
        command.window = new FakeWindow(false, true, false, 80, 24);
        command.environment.put("NO_COLOR", "1");

        CommandRun.Ended ended = run("status");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo(golden("status-80.txt"));
        assertThat(ended.out().lines())
                .allSatisfy(line -> assertThat(Width.of(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void keepsItsJsonFormat() throws IOException {
        assertThat(run("status", "--output", "json").out()).isEqualTo(golden("status.json"));
    }

    @Test
    void showsWhatTheEngineSeesOtherwise() throws IOException {
        clusters().control.status = ray(view(), "");
        command.environment.put("COLUMNS", "80");

        assertThat(run("status").out()).isEqualTo(golden("status-engine-80.txt"));
        assertThat(run("status", "--output", "json").out()).isEqualTo(golden("status-engine.json"));
    }

    @Test
    void saysThatTheEngineDoesNotAnswer() {
        clusters().control.status = ray(view(), "connection\033[31m refused");

        assertThat(run("status").out())
                .contains("\nray (the file sets 'engine'): does not answer: connection?[31m refused\n")
                .doesNotContain("not part of ray");
    }

    private static StatusView ray(StatusView view, String trouble) {
        EngineStatusView engine = new EngineStatusView(
                "the file sets 'engine'",
                true,
                trouble,
                List.of(
                        new EngineStatusView.EngineNode(NodeKey.HEAD, NodeInEngine.ABSENT, ""),
                        new EngineStatusView.EngineNode(new NodeKey("cpu-2"), NodeInEngine.DRAINING, "busy workers"),
                        new EngineStatusView.EngineNode(new NodeKey("cpu-8"), NodeInEngine.IDLE, ""),
                        new EngineStatusView.EngineNode(new NodeKey("cpu-9"), NodeInEngine.BUSY, "")),
                List.of(
                        pending(DemandKind.WAITING, 8, ""),
                        pending(DemandKind.REQUESTED, 2, ""),
                        pending(DemandKind.GANG, 3, "a1b2 STRICT_SPREAD")));
        return new StatusView(
                        view.cluster(),
                        view.clusterId(),
                        view.state(),
                        view.provider(),
                        "ray",
                        view.head(),
                        view.nodes(),
                        List.of(),
                        List.of(),
                        view.total(),
                        view.available(),
                        List.of(),
                        List.of())
                .withEngineView(engine);
    }

    private static EngineStatusView.PendingDemand pending(DemandKind kind, int count, String gang) {
        Selector rack = new Selector(List.of(new Requirement("rack", Operator.IN, Set.of("b"))));
        return new EngineStatusView.PendingDemand(kind, new Shape(Resources.of("CPU", 2), rack), count, gang);
    }

    @Test
    void isColouredOnlyOnATerminal() {
        assertThat(run("status").out()).doesNotContain("\033");

        command.window = FakeWindow.TERMINAL;
        assertThat(run("status").out()).contains("\033[31mfailed\033[0m");
        assertThat(run("status", "--log-color", "false").out()).doesNotContain("\033");
        command.environment.put("NO_COLOR", "1");
        assertThat(run("status").out()).doesNotContain("\033");
        assertThat(run("status", "--log-color", "true").out()).contains("\033[31m");
    }

    @Test
    void writesEveryStateAsText() {
        assertThat(run("status").out()).contains("ready").contains("failed").contains("starting");
    }

    @Test
    void showsTheSetUpStepThatRunsAndHowToEndIt() {
        assertThat(run("status").out()).containsPattern("SET-UP\n.*\ncpu-10 +vm4 +setup +40s +cluster drain cpu-10");
    }

    @Test
    void cutsNothingInAPipe() {
        assertThat(run("status").out()).doesNotContain("…").contains("conda: not found");
    }

    @Test
    void failsIfTheClusterIsNotUp() {
        clusters().failure = new NoCluster("lab is not up", "'cluster up' brings it up");

        CommandRun.Ended ended = run("status", "--output", "json");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEqualTo("cluster: lab is not up\n  'cluster up' brings it up\n");
    }

    @Test
    void closesTheSession() {
        run("status");

        assertThat(clusters().asked).last().isEqualTo("close");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = StatusCommandTest.class.getResourceAsStream("/golden/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static StatusView view() {
        Resources four = Resources.of("CPU", 4, "memory", 16 * GIB);
        NodeStatus head = node(
                "head",
                "vm1",
                NodeState.READY,
                four,
                Optional.of(new UsageSample(1.5, 0.7, 2 * GIB, 40 * GIB, List.of())),
                "");
        NodeStatus busy = new NodeStatus(
                new NodeKey("cpu-2"),
                "cpu",
                "节点二",
                "10.0.0.3",
                NodeState.READY,
                FakeTime.NOW.minusSeconds(7_300),
                Optional.empty(),
                Resources.of("CPU", 4, "licence", 1),
                Resources.of("CPU", 0.5),
                Map.of("rack", "b"),
                Optional.of(new UsageSample(
                        3.5, 3.9, 6 * GIB, 40 * GIB, List.of(new UsageSample.Gpu(0, "A100", 87.5, 3 * GIB)))),
                Optional.of(new NodeStatus.DaemonInfo(4711, "0.1.0", "1-ab")),
                Optional.of(new EngineStatus(
                        EngineStatus.Phase.FAILED,
                        FakeTime.NOW.minusSeconds(9),
                        2,
                        List.of("raylet exited 1", "out of memory"))),
                "minimum of cpu",
                "",
                Optional.empty(),
                List.of(
                        new RunningWork("s1", RunningWork.SESSION, FakeTime.NOW.minusSeconds(9), Resources.NONE),
                        new RunningWork(
                                "trial-8/77-0000042",
                                RunningWork.RUN,
                                FakeTime.NOW.minusSeconds(90),
                                Resources.of("CPU", 3.5))),
                List.of(
                        new FinishedRun(
                                "76-0000041",
                                "trial-7",
                                FinishedRun.Outcome.OOM,
                                137,
                                Optional.of(16 * GIB),
                                Optional.of(Duration.ofMillis(48_020)),
                                Optional.of(Duration.ofMillis(12_310)),
                                FakeTime.NOW.minusSeconds(95)),
                        new FinishedRun(
                                "75-0000040",
                                "",
                                FinishedRun.Outcome.KILLED,
                                137,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                FakeTime.NOW.minusSeconds(96))));
        NodeStatus failed = node(
                "cpu-1",
                "vm2",
                NodeState.FAILED,
                Resources.NONE,
                Optional.empty(),
                "setup exited 127: conda: not found");
        NodeStatus starting = node("cpu-10", "vm4", NodeState.STARTING, Resources.NONE, Optional.empty(), "")
                .withStep(new NodeStatus.RunningStep("setup", FakeTime.NOW.minusSeconds(40)));
        return new StatusView(
                "lab",
                "00000000000000aa",
                ClusterState.DEGRADED,
                "local",
                "native",
                "vm1",
                List.of(starting, busy, failed, head),
                List.of(new StatusView.TypeStatus("cpu", 2, 8, 1, 1, 1)),
                List.of(
                        new StatusView.PoolHost("vm4", "cpu", PoolHostState.USED, "lab"),
                        new StatusView.PoolHost("vm5", "cpu", PoolHostState.HELD, "bench")),
                Resources.of("CPU", 8, "memory", 16 * GIB),
                Resources.of("CPU", 2.5, "memory", 8 * GIB),
                List.of(new StatusView.UnmetDemand(Shape.of(Resources.of("CPU", 2)), 3, "max_workers is reached")),
                List.of());
    }

    private static NodeStatus node(
            String key, String host, NodeState state, Resources total, Optional<UsageSample> use, String lastError) {
        return new NodeStatus(
                new NodeKey(key),
                key.equals("head") ? "head" : "cpu",
                host,
                "10.0.0.2",
                state,
                FakeTime.NOW.minusSeconds(65),
                state == NodeState.READY ? Optional.of(Duration.ofSeconds(30)) : Optional.empty(),
                total,
                total,
                Map.of(),
                use,
                Optional.empty(),
                "",
                lastError);
    }
}
