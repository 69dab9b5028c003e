package dev.muster.head.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.EngineStatusView.DemandKind;
import dev.muster.core.status.EngineStatusView.EngineNode;
import dev.muster.core.status.EngineStatusView.NodeInEngine;
import dev.muster.core.status.EngineStatusView.PendingDemand;
import dev.muster.engine.EngineView.Gang;
import dev.muster.head.engine.EngineSight;
import dev.muster.head.loop.HeadWorld;
import dev.muster.testkit.engine.FakeEngineLink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the status shows of the engine, and what explanations say about it. */
class EngineSectionTest {
    private static final Resources TWO_CPUS = Resources.of("CPU", 2);
    private static final PlacementRequest TASK = PlacementRequest.of(Shape.of(TWO_CPUS));
    private static final EngineConfig RAY = EngineConfig.named("ray");
    private static final NodeKey CPU_1 = NodeKey.worker("cpu", 1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final FakeEngineLink engine = new FakeEngineLink();

    @SuppressWarnings("NullAway.Init")
    private HeadWorld world;

    @BeforeEach
    void aHeadAndAWorker() {
        world = HeadWorld.withEngine(folder, engine);
        world.configure("1 4 3600");
        world.run(Duration.ofSeconds(20));
        assertThat(world.ready()).containsExactly(CPU_1);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private EngineStatusView view() {
        return EngineSection.of(RAY, world.state(), world.loop.view().engine()).orElseThrow();
    }

    private EngineExplanation explanation() {
        return new EngineExplanation(RAY, world.state(), world.loop.view().engine(), world.time.now());
    }

    private Fact fact(NodeKey key) {
        return explanation().node(key).orElseThrow();
    }

    @Test
    void isLeftOutWithoutAnEngine() {
        EngineSight sight = world.loop.view().engine();

        assertThat(EngineSection.of(EngineConfig.NATIVE, world.state(), sight)).isEmpty();
        EngineExplanation none = new EngineExplanation(EngineConfig.NATIVE, world.state(), sight, world.time.now());
        assertThat(none.cluster()).isEmpty();
        assertThat(none.node(CPU_1)).isEmpty();
    }

    @Test
    void showsWhatEachNodeDoes() {
        engine.work(NodeKey.HEAD, TWO_CPUS);
        engine.join(NodeKey.worker("cpu", 9), TWO_CPUS, Map.of());
        engine.lose(CPU_1);
        world.iterate();

        assertThat(view().answers()).isTrue();
        assertThat(view().alive()).isEqualTo(2);
        assertThat(view().nodes())
                .containsExactly(
                        new EngineNode(NodeKey.HEAD, NodeInEngine.BUSY, ""),
                        new EngineNode(CPU_1, NodeInEngine.ABSENT, ""),
                        new EngineNode(NodeKey.worker("cpu", 9), NodeInEngine.IDLE, ""));
    }

    @Test
    void showsWhatTheEngineNeeds() {
        engine.enqueue(TASK, 8);
        engine.hold(TASK, 2);
        engine.enqueue(new Gang("a1b2", GangStrategy.STRICT_SPREAD, List.of(TASK, TASK, TASK)));
        world.iterate();

        assertThat(view().pending())
                .containsExactly(
                        new PendingDemand(DemandKind.WAITING, TASK.shape(), 8, ""),
                        new PendingDemand(DemandKind.REQUESTED, TASK.shape(), 2, ""),
                        new PendingDemand(DemandKind.GANG, TASK.shape(), 3, "a1b2 STRICT_SPREAD"));
        assertThat(explanation().cluster().map(Explanation::answer)).contains("ray has 13 requests pending");
    }

    @Test
    void showsThatTheEngineDoesNotAnswer() {
        engine.fail("connection refused");
        world.iterate();

        assertThat(view().answers()).isFalse();
        assertThat(view().trouble()).isEqualTo("connection refused");
        assertThat(explanation().cluster().map(Explanation::answer))
                .contains("ray does not answer, so its nodes do not count as idle: connection refused");
        assertThat(fact(CPU_1).code()).isEqualTo("engine_silent");
    }

    @Test
    void showsThatTheEngineHasNotAnsweredYet() {
        EngineStatusView unseen =
                EngineSection.of(RAY, world.state(), EngineSight.NONE).orElseThrow();

        assertThat(unseen.answers()).isFalse();
        assertThat(unseen.nodes()).isEmpty();
        assertThat(new EngineExplanation(RAY, world.state(), EngineSight.NONE, world.time.now())
                        .cluster()
                        .map(Explanation::answer))
                .contains("ray has not answered yet");
    }

    @Test
    void explainsTheIdleClockOfANode() {
        engine.work(CPU_1, TWO_CPUS);
        world.iterate();
        assertThat(fact(CPU_1)).isEqualTo(Fact.now("engine_busy", "in use by ray"));

        engine.finish(CPU_1);
        world.run(Duration.ofSeconds(6));
        assertThat(fact(CPU_1)).isEqualTo(Fact.now("engine_idle", "idle in ray for 5s"));
    }

    @Test
    void explainsThatANodeIsNotPartOfTheEngine() {
        engine.lose(CPU_1);
        world.iterate();

        assertThat(fact(CPU_1).text()).startsWith("not part of ray, so nothing of ray is placed on it");
        assertThat(explanation().cluster().orElseThrow().facts())
                .extracting(Fact::code, Fact::text)
                .containsExactly(tuple("engine_absent", "not part of ray: cpu-1"));
    }

    @Test
    void explainsThatTheEngineRefusedToDrainANode() {
        world.configure("0 4 60");
        world.iterate();
        engine.recover(); // another config closes the link
        engine.refuseDrains("it holds an object");
        world.run(Duration.ofSeconds(70));
        engine.acceptDrains();

        Explanation why =
                new Explainer(world.store, world.table.all(), world.loop.view(), world.time.reading()).node(CPU_1);

        assertThat(engine.drains()).isNotEmpty();
        assertThat(why.facts()).extracting(Fact::text).anyMatch(text -> text.contains("it is in use again: it holds"));
    }

    @Test
    void explainsNothingWhereTheEngineNeedsNothing() {
        world.iterate();

        assertThat(explanation().cluster()).isEmpty();
        assertThat(explanation().node(NodeKey.worker("cpu", 9))).isEqualTo(Optional.empty());
    }
}
