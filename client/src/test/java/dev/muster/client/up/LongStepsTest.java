package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.ClusterRef;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.event.Event;
import dev.muster.core.status.NodeStatus;
import dev.muster.testkit.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever waits for a set-up step learns at once which one, since when, and how to end it. */
class LongStepsTest {
    private final ManualTime time = ManualTime.of(1);
    private final Instant began = time.wallClock();
    private final List<Event> events = new ArrayList<>();
    private final LongSteps steps = new LongSteps(new ClusterRef.Known("lab"), time, events::add);

    @Test
    void namesNodeStepTimeAndTheCommandThatEndsIt() {
        time.advance(Duration.ofSeconds(250));
        steps.report(List.of(node("cpu-3"), node("head")));

        assertThat(events)
                .extracting(Event::message)
                .containsExactly(
                        "'setup' has been running for 4 min; to end it: cluster drain -n lab cpu-3",
                        "'setup' has been running for 4 min");
        assertThat(events.getFirst().node()).contains(new NodeKey("cpu-3"));
        assertThat(events.getFirst().at()).isEqualTo(began);
    }

    @Test
    void keepsQuietAboutAShortStep() {
        time.advance(Duration.ofSeconds(19));
        steps.report(List.of(node("cpu-3")));

        assertThat(events).isEmpty();
    }

    private NodeStatus node(String key) {
        return new NodeStatus(
                        new NodeKey(key),
                        "cpu",
                        "vm1",
                        "10.0.0.2",
                        NodeState.STARTING,
                        began,
                        Optional.empty(),
                        Resources.NONE,
                        Resources.NONE,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        "",
                        "")
                .withStep(new NodeStatus.RunningStep("setup", began));
    }
}
