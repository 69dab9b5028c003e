package dev.muster.head.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import dev.muster.core.Shape;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineReport;
import dev.muster.engine.EngineView.Gang;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.testkit.engine.FakeEngineLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control loop with an engine: its demand launches nodes, and it is asked before a node leaves. */
class EngineLoopTest {
    private static final Resources TWO_CPUS = Resources.of("CPU", 2);
    private static final PlacementRequest TASK = PlacementRequest.of(Shape.of(TWO_CPUS));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeEngineLink engine = new FakeEngineLink();

    @SuppressWarnings("NullAway.Init")
    HeadWorld world;

    @BeforeEach
    void begin() {
        world = HeadWorld.withEngine(folder, engine);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private static NodeKey cpu(int number) {
        return NodeKey.worker("cpu", number);
    }

    /** The head's own node is in use, so that demand needs workers. */
    private void configure(String text) {
        world.configure(text);
        world.run(Duration.ofSeconds(2));
        engine.work(NodeKey.HEAD, TWO_CPUS);
    }

    private Optional<NodeState> stateOf(NodeKey key) {
        return world.state().open(key).map(NodeRow::state);
    }

    @Test
    void waitingWorkLaunchesTheNodesThatItNeeds() {
        configure("0 4 60");
        engine.enqueue(TASK, 3);
        world.run(Duration.ofSeconds(5));

        assertThat(world.ready()).containsExactly(cpu(1), cpu(2), cpu(3));
    }

    @Test
    void aGangLaunchesAllItsNodes() {
        configure("0 4 60");
        engine.enqueue(new Gang("pg", GangStrategy.STRICT_SPREAD, List.of(TASK, TASK)));
        world.run(Duration.ofSeconds(5));

        assertThat(world.ready()).hasSize(2);
    }

    @Test
    void requestedCapacityKeepsItsNodes() {
        configure("0 4 10");
        engine.hold(TASK, 2);
        world.run(Duration.ofSeconds(60));
        assertThat(world.ready()).isNotEmpty();
        int held = world.ready().size();

        engine.clearDemand();
        world.run(Duration.ofSeconds(60));

        assertThat(held).isBetween(1, 2);
        assertThat(world.ready()).isEmpty();
    }

    @Test
    void anIdleNodeLeavesAfterTheEngineAgreed() {
        configure("0 4 10");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.clearDemand();
        world.run(Duration.ofSeconds(40));

        assertThat(engine.drains())
                .singleElement()
                .satisfies(drain -> assertThat(drain.order()).isInstanceOf(DrainOrder.IfIdle.class));
        assertThat(world.ready()).isEmpty();
        assertThat(world.cloud.existing()).isEmpty();
    }

    @Test
    void aNodeThatTheEngineUsesStays() {
        configure("0 4 10");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.clearDemand();
        engine.work(cpu(1), TWO_CPUS);
        world.run(Duration.ofSeconds(120));
        assertThat(world.ready()).containsExactly(cpu(1));

        engine.finish(cpu(1));
        world.run(Duration.ofSeconds(60));

        assertThat(world.ready()).isEmpty();
    }

    @Test
    void aRefusedDrainMakesTheNodeReadyAndStartsItsIdleTimeAgain() {
        configure("0 4 10");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.clearDemand();
        engine.refuseDrains("it holds an object");
        world.run(Duration.ofSeconds(60));

        assertThat(stateOf(cpu(1))).contains(NodeState.READY);
        assertThat(engine.drains()).hasSizeBetween(2, 6);
        assertThat(world.journal())
                .anyMatch(event -> event.message().contains("it is in use again: it holds an object"));
    }

    @Test
    void infeasibleWorkKeepsNoNode() {
        configure("0 4 10");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.clearDemand();
        engine.enqueue(PlacementRequest.of(Shape.of(Resources.of("GPU", 1))), 1);
        world.run(Duration.ofSeconds(40));

        assertThat(world.ready()).isEmpty();
        assertThat(engine.reports())
                .anySatisfy(report -> assertThat(report.infeasible())
                        .containsExactly(PlacementRequest.of(Shape.of(Resources.of("GPU", 1)))));
    }

    @Test
    void nothingIsRemovedWhileTheEngineDoesNotAnswer() {
        configure("0 4 10");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.clearDemand();
        engine.fail("no answer");
        world.run(Duration.ofSeconds(120));
        assertThat(world.ready()).containsExactly(cpu(1));
        assertThat(world.engine.sight().trouble()).isEqualTo("no answer");

        engine.recover();
        world.run(Duration.ofSeconds(60));

        assertThat(world.ready()).isEmpty();
    }

    @Test
    void workThatWaitedLaunchesNothingOnceTheEngineIsAwayForLong() {
        configure("0 0 60");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(3));
        engine.fail("no answer");
        world.run(Duration.ofSeconds(20));
        world.configure("0 4 60");
        world.run(Duration.ofSeconds(5));
        assertThat(world.ready()).isEmpty();

        engine.recover();
        world.run(Duration.ofSeconds(5));

        assertThat(world.ready()).containsExactly(cpu(1));
    }

    @Test
    void anOrderedDrainHasADeadlineThatTheHeadEnforces() {
        configure("0 4 60");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.clearDemand();
        engine.work(cpu(1), TWO_CPUS);
        world.run(Duration.ofSeconds(1));
        world.store.changed(draft -> new NodeRemoval(draft, world.time.wallClock())
                .end(draft.open(cpu(1)).orElseThrow(), new Drain(Optional.of("me"), false), Reason.of("by me")));
        world.run(Duration.ofSeconds(30));

        assertThat(stateOf(cpu(1))).contains(NodeState.DRAINING);
        assertThat(engine.drains())
                .singleElement()
                .satisfies(drain -> assertThat(drain.order()).isInstanceOf(DrainOrder.Always.class));

        world.time.advance(HeadTiming.DEFAULT.drainLimit());
        world.daemons.values().forEach(daemon -> daemon.report(world.time.now()));
        world.run(Duration.ofSeconds(5));

        assertThat(stateOf(cpu(1))).isEmpty();
    }

    @Test
    void theEngineIsNotWaitedForWhileTheWholeClusterStops() {
        configure("1 4 60");
        world.run(Duration.ofSeconds(5));
        engine.work(cpu(1), TWO_CPUS);
        engine.fail("no answer");
        world.run(Duration.ofSeconds(1));

        world.store.changed(draft -> draft.stopping(true));
        world.run(Duration.ofSeconds(5));

        assertThat(stateOf(cpu(1))).isEmpty();
        assertThat(engine.drains()).isEmpty();
    }

    @Test
    void aNodeThatIsMissingInTheEngineForAMinuteIsReplaced() {
        configure("0 4 300");
        engine.enqueue(TASK, 1);
        world.run(Duration.ofSeconds(5));
        engine.lose(cpu(1));
        world.run(Duration.ofSeconds(30));
        assertThat(world.ready()).containsExactly(cpu(1));

        world.run(Duration.ofSeconds(60));

        assertThat(world.ready()).contains(cpu(2));
    }

    @Test
    void selectorsOfTheEngineMatchDeclaredLabels() {
        configure("1 4 60 r1");
        engine.enqueue(PlacementRequest.of(new Shape(TWO_CPUS, rack("r1"))), 1);
        engine.enqueue(PlacementRequest.of(new Shape(TWO_CPUS, rack("r2"))), 1);
        world.run(Duration.ofSeconds(5));

        assertThat(world.loop.view().decision().orElseThrow().unmet())
                .singleElement()
                .satisfies(unmet -> assertThat(unmet.shape().selector()).isEqualTo(rack("r2")));
    }

    private static Selector rack(String name) {
        return new Selector(List.of(new Requirement("rack", Operator.IN, Set.of(name))));
    }

    @Test
    void theEngineLearnsOfStartingNodesAndOfEvents() {
        configure("0 4 60");
        engine.enqueue(TASK, 2);
        world.iterate();
        world.iterate();
        world.iterate();

        List<String> events = engine.reports().stream()
                .flatMap(report -> report.events().stream())
                .toList();
        assertThat(events).singleElement().asString().startsWith("Adding 2 nodes of type cpu: ");
        assertThat(engine.reports())
                .flatExtracting(EngineReport::starting)
                .extracting(EngineReport.Starting::key)
                .contains(cpu(1), cpu(2));
        assertThat(engine.reports().getLast().types()).singleElement().satisfies(type -> {
            assertThat(type.max()).isEqualTo(4);
            assertThat(type.resources()).isEqualTo(TWO_CPUS);
        });
    }

    @Test
    void anEngineThatStartedAgainLearnsEverythingAgain() {
        configure("0 4 60");
        world.run(Duration.ofSeconds(3));
        engine.restart();
        world.run(Duration.ofSeconds(3));

        assertThat(engine.reports()).isNotEmpty();
    }

    @Test
    void anUnchangedReportIsSentOnce() {
        configure("0 4 60");
        world.run(Duration.ofSeconds(5));
        int sent = engine.reports().size();
        world.run(Duration.ofSeconds(20));

        assertThat(engine.reports()).hasSize(sent);
    }
}
