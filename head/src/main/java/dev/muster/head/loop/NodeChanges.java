package dev.muster.head.loop;

import dev.muster.autoscaler.Outcome;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.NodeRow.Story;
import dev.muster.head.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Changes of nodes within one draft, each with its line in the journal, and what the ledger must hear of them. Its times are of the wall clock. */
public final class NodeChanges {
    private static final int FAILED_SHOWN = 3;

    private final StateChange draft;
    private final Instant wall;
    private final List<Outcome> outcomes = new ArrayList<>();

    public NodeChanges(StateChange draft, Instant wall) {
        this.draft = draft;
        this.wall = wall;
    }

    StateChange draft() {
        return draft;
    }

    Instant wall() {
        return wall;
    }

    NodeRow become(NodeRow row, NodeState next, String reason) {
        return become(row, next, Reason.of(reason), Map.of());
    }

    NodeRow become(NodeRow row, NodeState next, Reason reason) {
        return become(row, next, reason, Map.of());
    }

    /** @return the row as it is afterwards: unchanged where {@link StateChange#become} refused the transition */
    public NodeRow become(NodeRow row, NodeState next, Reason reason, Map<String, String> details) {
        Optional<NodeRow> changed = draft.become(row.withReason(reason), next, wall);
        changed.ifPresent(made -> note(made, reason.text(), withCause(made, details)));
        return changed.orElse(row);
    }

    /** With the number of the decision that the row's reason comes from, where one did. */
    static Map<String, String> withCause(NodeRow row, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        row.story().reason().decision().ifPresent(number -> all.put("cause", Long.toString(number)));
        return all;
    }

    /**
     * A line about a node, with the state that it is in now. What follows a failure is recorded as an act of the head: the last line about such a node
     * stays that it failed, and why.
     */
    void note(NodeRow row, String message, Map<String, String> details) {
        boolean isAfterFailure = row.story().failed() && row.state() != NodeState.FAILED;
        Event.Kind kind = isAfterFailure ? Event.Kind.HEAD : Event.Kind.NODE;
        Map<String, String> all = new TreeMap<>(details);
        all.put("type", row.type());
        row.machine().ifPresent(machine -> all.put("host", machine.host()));
        draft.write(
                Event.of(wall, kind, row.key(), row.state().wireName(), message).withDetails(all));
    }

    void joined(NodeRow row, long incarnation) {
        Duration took = Duration.between(row.requestedAt(), wall);
        NodeRow ready = row.withError("").withIncarnation(incarnation);
        become(ready, NodeState.READY, row.story().reason(), Map.of("seconds", seconds(took)));
        if (!row.key().isHead()) {
            outcomes.add(new Outcome.Joined(row.key(), row.type(), took));
        }
        shownFailures(row.type()).forEach(failed -> draft.hide(failed.key()));
    }

    void lost(NodeRow row, String reason) {
        become(row.withError(reason), NodeState.LOST, reason);
        if (!row.key().isHead()) {
            outcomes.add(new Outcome.Lost(row.key(), row.type(), wall));
        }
    }

    void failed(NodeRow row, String error, boolean retryable) {
        failed(row, new JobResult.Failed(error, retryable));
    }

    void failed(NodeRow row, JobResult.Failed failure) {
        String error = failure.error();
        boolean retryable = failure.retryable();
        NodeRow failed = row.withStory(new Story(row.story().reason(), error, true));
        become(failed, NodeState.FAILED, Reason.of(error), Map.of("retryable", Boolean.toString(retryable)));
        draft.open(row.key())
                .ifPresent(put -> draft.put(put.withReason(row.story().reason())));
        outcomes.add(
                switch (failure.fault()) {
                    case TYPE -> new Outcome.Failed(row.key(), row.type(), wall, error, retryable);
                    case HOST -> new Outcome.HostFailed(row.key(), row.type(), wall, error);
                });
    }

    void noCapacity(NodeRow row, String reason) {
        outcomes.add(new Outcome.CapacityMissing(row.key(), row.type(), wall, reason));
        close(become(row, NodeState.STOPPING, "no capacity: " + reason), "");
    }

    /** Its machine is given back: the key never lives again. */
    void close(NodeRow row, String remark) {
        draft.put(row.closed(wall));
        Map<String, String> closed = Map.of("closed", "true");
        if (remark.isEmpty()) {
            note(row, "gone: " + row.story().reason().text(), withCause(row, closed));
        } else {
            note(row, remark, closed);
        }
        shownFailures(row.type()).stream()
                .sorted(Comparator.comparing(
                                (NodeRow failed) -> failed.closedAt().orElse(wall))
                        .reversed())
                .skip(FAILED_SHOWN)
                .forEach(old -> draft.hide(old.key()));
    }

    private List<NodeRow> shownFailures(String type) {
        return draft.closedNodes().stream()
                .filter(row -> row.type().equals(type))
                .toList();
    }

    /** Folds what was heard so far into the ledger. */
    void settle() {
        if (!outcomes.isEmpty()) {
            draft.ledger(draft.ledger().after(outcomes, wall));
            outcomes.clear();
        }
    }

    static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / 1000.0);
    }

    /** A line that is about no node's state. */
    void write(Event.Kind kind, String state, String message, Map<String, String> details) {
        draft.write(new Event(0, wall, kind, Optional.empty(), Optional.empty(), state, message, details));
    }
}
