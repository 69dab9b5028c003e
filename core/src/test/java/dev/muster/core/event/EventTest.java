package dev.muster.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTest {
    private static final NodeKey KEY = NodeKey.worker("cpu", 1);

    @Test
    void anEventOfAStepHasTheStateOfAStepAndOneOfANodeThatOfANode() {
        Event step = Event.ofStep(Instant.EPOCH, KEY, "setup", StepState.FAILED, "exited 1");
        Event node = Event.ofNode(Instant.EPOCH, KEY, NodeState.FAILED, "exited 1");

        assertThat(step.stepState()).contains(StepState.FAILED);
        assertThat(step.nodeState()).isEmpty();
        assertThat(node.nodeState()).contains(NodeState.FAILED);
        assertThat(node.stepState()).isEmpty();
        assertThat(step.state()).isEqualTo(node.state()).isEqualTo("failed");
    }

    /** The head says "started" of itself. */
    @Test
    void anEventAboutNothingOfANodesLifeHasNeither() {
        Event head = Event.of(Instant.EPOCH, Event.Kind.HEAD, "started", "listening");

        assertThat(head.stepState()).isEmpty();
        assertThat(head.nodeState()).isEmpty();
    }

    @Test
    void aStateThatStepsOrNodesDoNotHaveIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.of(Instant.EPOCH, Event.Kind.NODE, KEY, "gone", ""))
                .withMessageContaining("gone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.of(Instant.EPOCH, Event.Kind.STEP, KEY, "ready", ""));
    }
}
