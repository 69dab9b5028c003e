package dev.muster.autoscaler;

import static dev.muster.autoscaler.TestWorld.NOW;
import static dev.muster.autoscaler.TestWorld.cpu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.autoscaler.explain.ClusterExplanation;
import dev.muster.autoscaler.explain.NodeExplanation;
import dev.muster.autoscaler.explain.NodeHistoryExplanation;
import dev.muster.autoscaler.explain.UnmetDemandExplanation;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.control.Explanation;
import dev.muster.core.event.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private final TestWorld world = new TestWorld().type("cpu", 0, 2).type("gpu", 0, 5);

    private String answerFor(String key) {
        return NodeExplanation.of(new NodeKey(key), world.snapshot(), world.decide())
                .orElseThrow()
                .answer();
    }

    @Test
    void namesTheResourceThatIsShortOnEachType() {
        world.offer("cpu", cpu(4), 5)
                .offer("gpu", Resources.of("CPU", 4, "GPU", 1), 5)
                .waiting(Resources.of("GPU", 2), 3);

        Explanation why =
                UnmetDemandExplanation.of(world.snapshot(), world.decide()).getFirst();

        assertThat(why.subject()).isEqualTo("3 x {GPU: 2} requested by work");
        assertThat(why.facts())
                .extracting(Explanation.Fact::text)
                .contains("type cpu: no GPU", "type gpu: has GPU 1, needs 2");
    }

    @Test
    void namesTheLimitThatIsReached() {
        world.offer("cpu", cpu(4), 5).waiting(cpu(4), 3);

        Explanation why =
                UnmetDemandExplanation.of(world.snapshot(), world.decide()).getFirst();

        assertThat(why.facts())
                .extracting(Explanation.Fact::text)
                .contains(
                        "type cpu: could hold it, but is at its max_workers: 2 of at most 2 nodes exist or are starting");
    }

    @Test
    void explainsWhyANodeStays() {
        world.busy("cpu-1", cpu(4), cpu(3))
                .idle("cpu-2", cpu(4), Duration.ofMinutes(2))
                .idle("gpu-1", Resources.of("GPU", 1), Duration.ofHours(1))
                .standing(Resources.of("GPU", 1), 1);

        assertThat(answerFor("cpu-1")).isEqualTo("running work uses {CPU: 3}");
        assertThat(answerFor("cpu-2"))
                .isEqualTo("idle for 2m 00s, limit 5m: it will be drained in 3m 00s unless it is needed");
        assertThat(answerFor("gpu-1")).isEqualTo("needed: 1 x {GPU: 1} requested");
    }

    @Test
    void explainsThatTheMinimumKeepsAnIdleNode() {
        world.type("cpu", 1, 2).idle("cpu-1", cpu(4), Duration.ofHours(1));

        assertThat(answerFor("cpu-1")).isEqualTo("idle for 1h 00m, but type cpu keeps its minimum of 1 node");
    }

    @Test
    void aMinimumWhoseNodesAreStillStartingIsNotThere() {
        world.type("cpu", 2, 4).idle("cpu-1", cpu(4), Duration.ofSeconds(5)).in(NodeState.STARTING, "cpu-2", cpu(4));

        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).answer())
                .isEqualTo("waiting: 1 of the minimum of 2 nodes of type cpu are ready, 1 starting");
    }

    @Test
    void theMinimumKeepsANodeHoweverShortItWasIdle() {
        world.type("cpu", 1, 2).idle("cpu-1", cpu(4), Duration.ofMinutes(2));

        assertThat(answerFor("cpu-1")).isEqualTo("idle for 2m 00s, but type cpu keeps its minimum of 1 node");
        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).facts())
                .isEmpty();
    }

    @Test
    void theLongestIdleNodeIsDrainedAndTheMinimumKeepsTheOther() {
        world.type("cpu", 1, 2)
                .idle("cpu-1", cpu(4), Duration.ofMinutes(2))
                .idle("cpu-2", cpu(4), Duration.ofMinutes(3));

        assertThat(answerFor("cpu-2"))
                .isEqualTo("idle for 3m 00s, limit 5m: it will be drained in 2m 00s unless it is needed");
        assertThat(answerFor("cpu-1"))
                .isEqualTo(
                        "idle for 2m 00s, but type cpu keeps its minimum of 1 node, and other nodes have been idle for longer");
        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).facts())
                .extracting(Explanation.Fact::text)
                .containsExactly("cpu-2 is idle and will be drained in 2m 00s unless it is needed");
    }

    @Test
    void theAnswerAgreesWithTheDecisionOnceTheTimeIsOver() {
        world.type("cpu", 2, 4)
                .idle("cpu-1", cpu(4), Duration.ofMinutes(6))
                .idle("cpu-2", cpu(4), Duration.ofMinutes(6))
                .idle("cpu-3", cpu(4), Duration.ofMinutes(6));

        assertThat(answerFor("cpu-3")).isEqualTo("is drained: idle for 6m 00s, limit 5m");
        assertThat(answerFor("cpu-2")).isEqualTo("idle for 6m 00s, but type cpu keeps its minimum of 2 nodes");
    }

    @Test
    void aTypeThatMayHaveNoNodesIsNotReportedAsOutOfMachines() {
        world.type("none", 0, 0).offer("cpu", cpu(4), 5).waiting(cpu(4), 3);

        assertThat(UnmetDemandExplanation.of(world.snapshot(), world.decide())
                        .getFirst()
                        .facts())
                .extracting(Explanation.Fact::text)
                .contains("type none: its max_workers is 0")
                .noneMatch(text -> text.contains("of at most 0"));
    }

    @Test
    void theHistoryGivesAReasonOnceAndTheStatesThatFollowWithoutIt() {
        NodeKey key = new NodeKey("cpu-7");
        String why = "2 x {CPU: 1} of request";
        List<Event> journal = List.of(
                Event.of(NOW, Event.Kind.DECISION, key, "launch", why)
                        .withSequence(1)
                        .withDetails(Map.of("decision", "3", "code", "demand")),
                Event.ofNode(NOW, key, NodeState.REQUESTED, why).withSequence(2).withDetails(Map.of("cause", "3")),
                Event.ofNode(NOW.plusSeconds(1), key, NodeState.STARTING, why)
                        .withSequence(3)
                        .withDetails(Map.of("cause", "3")),
                Event.ofNode(NOW.plusSeconds(4), key, NodeState.READY, why)
                        .withSequence(4)
                        .withDetails(Map.of("cause", "3", "seconds", "4.0")),
                Event.of(NOW.plusSeconds(99), Event.Kind.DECISION, key, "drain", "idle for 1m 00s, limit 1m")
                        .withSequence(5)
                        .withDetails(Map.of("decision", "8", "code", "idle")),
                Event.of(NOW.plusSeconds(101), Event.Kind.DECISION, key, "remove", "drained: nothing runs on it")
                        .withSequence(6)
                        .withDetails(Map.of("decision", "9", "code", "drained")),
                Event.ofNode(NOW.plusSeconds(102), key, NodeState.STOPPING, "removed: drained: nothing runs on it")
                        .withSequence(7)
                        .withDetails(Map.of("cause", "9", "closed", "true")));

        Explanation history = NodeHistoryExplanation.of(key, journal).orElseThrow();

        assertThat(history.facts())
                .extracting(Explanation.Fact::text)
                .containsExactly(
                        "launch: " + why,
                        "starting",
                        "ready, 4.0 s after its launch",
                        "drain: idle for 1m 00s, limit 1m",
                        "remove: drained: nothing runs on it",
                        "gone");
        assertThat(history.answer())
                .isEqualTo("launch: " + why + " (decision 3); drain: idle for 1m 00s, limit 1m (decision 8)");
    }

    @Test
    void theHistoryOfANodeThatAnOperatorDrainedNamesTheOperator() {
        NodeKey key = new NodeKey("cpu-7");
        List<Event> journal = List.of(
                Event.of(NOW, Event.Kind.DECISION, key, "launch", "demand")
                        .withSequence(1)
                        .withDetails(Map.of("decision", "3", "code", "demand")),
                Event.ofNode(NOW.plusSeconds(9), key, NodeState.DRAINING, "drain requested by ann@desk")
                        .withSequence(2),
                Event.of(NOW.plusSeconds(11), Event.Kind.DECISION, key, "remove", "drained: nothing runs on it")
                        .withSequence(3)
                        .withDetails(Map.of("decision", "9", "code", "drained")));

        assertThat(NodeHistoryExplanation.of(key, journal).orElseThrow().answer())
                .isEqualTo("launch: demand (decision 3); draining: drain requested by ann@desk");
    }

    /** What an operator or a daemon gives as a reason may read like a decision's. */
    @Test
    void theHistoryTellsADecisionsReasonByItsNumberNotByItsWords() {
        NodeKey key = new NodeKey("cpu-7");
        List<Event> journal = List.of(
                Event.of(NOW, Event.Kind.DECISION, key, "launch", "busy")
                        .withSequence(1)
                        .withDetails(Map.of("decision", "3")),
                Event.ofNode(NOW, key, NodeState.LOST, "its daemon is busy").withSequence(2),
                Event.ofNode(NOW, key, NodeState.STARTING, "in other words")
                        .withSequence(3)
                        .withDetails(Map.of("cause", "3")));

        assertThat(NodeHistoryExplanation.of(key, journal).orElseThrow().facts())
                .extracting(Explanation.Fact::text)
                .containsExactly("launch: busy", "lost: its daemon is busy");
    }

    @Test
    void explainsWhyANodeIsDrainedWithTheDecisionsNumber() {
        world.idle("cpu-1", cpu(4), Duration.ofMinutes(6));

        Explanation why = NodeExplanation.of(new NodeKey("cpu-1"), world.snapshot(), world.decide())
                .orElseThrow();

        assertThat(why.answer()).isEqualTo("is drained: idle for 6m 00s, limit 5m");
        assertThat(why.facts().getFirst().decision()).hasValue(1);
        assertThat(why.facts().getFirst().at()).contains(NOW);
    }

    @Test
    void hasAnAnswerForANodeInEveryState() {
        for (NodeState state : NodeState.values()) {
            TestWorld one = new TestWorld().type("cpu", 0, 2).in(state, "cpu-1", cpu(4));
            assertThat(NodeExplanation.of(new NodeKey("cpu-1"), one.snapshot(), one.decide()))
                    .as(state.wireName())
                    .isPresent();
        }
    }

    @Test
    void explainsWhyNothingIsHappening() {
        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).answer())
                .isEqualTo("nothing to do: there is no demand and every type has its minimum");

        world.offer("cpu", cpu(4), 5)
                .in(NodeState.STARTING, "cpu-1", cpu(4))
                .in(NodeState.STARTING, "cpu-2", cpu(4))
                .waiting(cpu(4), 3);
        Explanation why = ClusterExplanation.of(world.snapshot(), world.decide());

        assertThat(why.answer())
                .isEqualTo(
                        "no action is possible: 3 x {CPU: 4} requested by work, 1 does not fit on the 2 nodes: type cpu is at its max_workers of 2");
        assertThat(why.facts()).extracting(Explanation.Fact::text).contains("2 nodes starting");
    }

    @Test
    void explainsANodeThatIsLongGone() {
        NodeKey key = new NodeKey("cpu-7");
        List<Event> journal = List.of(
                Event.of(NOW, Event.Kind.DECISION, key, "launch", "1 of at least 2 nodes of type cpu")
                        .withSequence(1)
                        .withDetails(Map.of("decision", "41", "code", "minimum")),
                Event.of(NOW, Event.Kind.DECISION, new NodeKey("cpu-8"), "launch", "another node")
                        .withSequence(2),
                Event.of(NOW.plusSeconds(40), Event.Kind.NODE, key, "ready", "its daemon joined")
                        .withSequence(3),
                Event.of(NOW.plusSeconds(900), Event.Kind.DECISION, key, "drain", "idle for 5m 02s, limit 5m")
                        .withSequence(4)
                        .withDetails(Map.of("decision", "230", "code", "idle")));

        Explanation why = NodeHistoryExplanation.of(key, journal).orElseThrow();

        assertThat(why.facts()).hasSize(3);
        assertThat(why.answer())
                .isEqualTo(
                        "launch: 1 of at least 2 nodes of type cpu (decision 41); drain: idle for 5m 02s, limit 5m (decision 230)");
    }
}
