package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.ClusterRef;
import dev.muster.client.UpReport;
import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UpProgressTest {
    private static final NodeKey FIRST = NodeKey.worker("worker", 1);
    private static final NodeKey SECOND = NodeKey.worker("worker", 2);

    private final UpProgress progress = new UpProgress(new ClusterRef.Known("lab"));

    /** The head tries a bad host again after a while with a new node key. */
    @Test
    void reportsAHostOnceOnWhichSeveralNodesFail() {
        node(FIRST, "starting", "vm1", "");
        node(FIRST, "failed", "vm1", "vm1: full");
        node(SECOND, "starting", "vm1", "");
        node(SECOND, "failed", "vm1", "vm1: still full");

        assertThat(progress.countFailed()).isEqualTo(1);
        assertThat(progress.failed())
                .extracting(UpReport.FailedNode::host, UpReport.FailedNode::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("vm1", "vm1: still full"));
    }

    @Test
    void forgetsAFailureOnAHostThatBecomesReady() {
        node(FIRST, "failed", "vm1", "vm1: full");
        node(SECOND, "ready", "vm1", "");

        assertThat(progress.failed()).isEmpty();
    }

    @Test
    void namesTheFixOfTheStepThatFailed() {
        progress.add(event(
                Event.Kind.STEP,
                FIRST,
                Optional.of("setup"),
                "failed",
                "worker-1: 'setup' exited 1: sudo: a password is required",
                Map.of("exit_code", "1", "cause", "sudo: a password is required", "fix", "allow it")));
        node(FIRST, "failed", "vm1", "worker-1: 'setup' exited 1");

        UpReport.FailedNode failed = progress.failed().getFirst();
        assertThat(failed.host()).isEqualTo("vm1");
        assertThat(failed.message()).isEqualTo("sudo: a password is required");
        assertThat(failed.advice()).startsWith("allow it, then run 'cluster up -n lab' again");
    }

    private void node(NodeKey key, String state, String host, String message) {
        progress.add(event(
                Event.Kind.NODE, key, Optional.empty(), state, message, Map.of("host", host, "retryable", "false")));
    }

    private static Event event(
            Event.Kind kind,
            NodeKey key,
            Optional<String> step,
            String state,
            String message,
            Map<String, String> more) {
        return new Event(0, Instant.EPOCH, kind, Optional.of(key), step, state, message, more);
    }
}
