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

    private String whyNode(String key) {
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

        assertThat(why.subject()).isEqualTo("3 x {GPU: 2} of work");
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
                        "type cpu: would hold it, but is at its max_workers: 2 of at most 2 nodes exist or are on their way");
    }

    @Test
    void saysWhyANodeStays() {
        world.busy("cpu-1", cpu(4), cpu(3))
                .idle("cpu-2", cpu(4), Duration.ofMinutes(2))
                .idle("gpu-1", Resources.of("GPU", 1), Duration.ofHours(1))
                .standing(Resources.of("GPU", 1), 1);

        assertThat(whyNode("cpu-1")).isEqualTo("work on it holds {CPU: 3}");
        assertThat(whyNode("cpu-2")).isEqualTo("idle for 2m 00s, limit 5m: it may go in 3m 00s");
        assertThat(whyNode("gpu-1")).isEqualTo("needed for 1 x {GPU: 1} of request");
    }

    @Test
    void saysThatTheMinimumKeepsAnIdleNode() {
        world.type("cpu", 1, 2).idle("cpu-1", cpu(4), Duration.ofHours(1));

        assertThat(whyNode("cpu-1"))
                .isEqualTo("idle for 1h, but the minimum of type cpu is 1 node".replace("1h,", "1h 00m,"));
    }

    @Test
    void aNodeWithinTheMinimumMayNotGoHoweverShortItWasIdle() {
        world.type("cpu", 1, 2).idle("cpu-1", cpu(4), Duration.ofMinutes(2));

        assertThat(whyNode("cpu-1")).isEqualTo("idle for 2m 00s, but the minimum of type cpu is 1 node");
        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).facts())
                .isEmpty();
    }

    @Test
    void ofTwoIdleNodesTheLongestIdleMayGoAndTheMinimumKeepsTheOther() {
        world.type("cpu", 1, 2)
                .idle("cpu-1", cpu(4), Duration.ofMinutes(2))
                .idle("cpu-2", cpu(4), Duration.ofMinutes(3));

        assertThat(whyNode("cpu-2")).isEqualTo("idle for 3m 00s, limit 5m: it may go in 2m 00s");
        assertThat(whyNode("cpu-1"))
                .isEqualTo("idle for 2m 00s, but the minimum of type cpu is 1 node, and others were idle for longer");
        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).facts())
                .extracting(Explanation.Fact::text)
                .containsExactly("cpu-2 is idle; unless it is needed, it goes in 2m 00s");
    }

    @Test
    void whoMayGoIsWhoTheDecisionDrainsOnceTheTimeIsOver() {
        world.type("cpu", 2, 4)
                .idle("cpu-1", cpu(4), Duration.ofMinutes(6))
                .idle("cpu-2", cpu(4), Duration.ofMinutes(6))
                .idle("cpu-3", cpu(4), Duration.ofMinutes(6));

        assertThat(whyNode("cpu-3")).isEqualTo("is drained: idle for 6m 00s, limit 5m");
        assertThat(whyNode("cpu-2")).isEqualTo("idle for 6m 00s, but the minimum of type cpu is 2 nodes");
    }

    @Test
    void aTypeThatMayHaveNoNodesIsNotToldAsOneWithoutMachines() {
        world.type("none", 0, 0).offer("cpu", cpu(4), 5).waiting(cpu(4), 3);

        assertThat(UnmetDemandExplanation.of(world.snapshot(), world.decide())
                        .getFirst()
                        .facts())
                .extracting(Explanation.Fact::text)
                .contains("type none: its max_workers is 0")
                .noneMatch(text -> text.contains("of at most 0"));
    }

    @Test
    void theStoryTellsAReasonOnceAndTheStatesThatFollowFromItWithoutIt() {
        NodeKey key = new NodeKey("cpu-7");
        String why = "2 x {CPU: 1} of request";
        List<Event> journal = List.of(
                Event.of(NOW, Event.Kind.DECISION, key, "launch", why)
                        .withSequence(1)
                        .withDetails(Map.of("decision", "3", "code", "demand")),
                Event.of(NOW, Event.Kind.NODE, key, "requested", why).withSequence(2),
                Event.of(NOW.plusSeconds(1), Event.Kind.NODE, key, "starting", why)
                        .withSequence(3),
                Event.of(NOW.plusSeconds(4), Event.Kind.NODE, key, "ready", why)
                        .withSequence(4)
                        .withDetails(Map.of("seconds", "4.0")),
                Event.of(NOW.plusSeconds(99), Event.Kind.DECISION, key, "drain", "idle for 1m 00s, limit 1m")
                        .withSequence(5)
                        .withDetails(Map.of("decision", "8", "code", "idle")),
                Event.of(NOW.plusSeconds(101), Event.Kind.DECISION, key, "remove", "drained: nothing runs on it")
                        .withSequence(6)
                        .withDetails(Map.of("decision", "9", "code", "drained")),
                Event.of(NOW.plusSeconds(102), Event.Kind.NODE, key, "stopping", "gone: drained: nothing runs on it")
                        .withSequence(7)
                        .withDetails(Map.of("closed", "true")));

        Explanation story = NodeHistoryExplanation.of(key, journal).orElseThrow();

        assertThat(story.facts())
                .extracting(Explanation.Fact::text)
                .containsExactly(
                        "launch: " + why,
                        "starting",
                        "ready, 4.0 s after it was asked for",
                        "drain: idle for 1m 00s, limit 1m",
                        "remove: drained: nothing runs on it",
                        "gone");
        assertThat(story.answer())
                .isEqualTo("launch: " + why + " (decision 3); drain: idle for 1m 00s, limit 1m (decision 8)");
    }

    @Test
    void saysWhyANodeGoesWithTheDecisionsNumber() {
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
    void saysWhyNothingIsHappening() {
        assertThat(ClusterExplanation.of(world.snapshot(), world.decide()).answer())
                .isEqualTo("nothing is to be done: nobody asks for anything, and every type has its minimum");

        world.offer("cpu", cpu(4), 5)
                .in(NodeState.STARTING, "cpu-1", cpu(4))
                .in(NodeState.STARTING, "cpu-2", cpu(4))
                .waiting(cpu(4), 3);
        Explanation why = ClusterExplanation.of(world.snapshot(), world.decide());

        assertThat(why.answer())
                .isEqualTo(
                        "nothing can be done: 1 of 3 x {CPU: 4} does not fit on 2 nodes; max_workers of type cpu is 2");
        assertThat(why.facts()).extracting(Explanation.Fact::text).contains("2 nodes on their way");
    }

    @Test
    void tellsTheStoryOfANodeLongGone() {
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
