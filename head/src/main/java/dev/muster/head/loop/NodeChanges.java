package dev.muster.head.loop;

import dev.muster.autoscaler.Outcome;
import dev.muster.core.Machine;
import dev.muster.core.NodeState;
import dev.muster.core.config.HostConfig;
import dev.muster.core.event.Event;
import dev.muster.head.job.JobResult;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.NodeRow.Story;
import dev.muster.head.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Changes nodes within one transaction. Writes a journal line for each change, and collects the outcomes that the autoscaler's ledger counts. Its times are
 * of the wall clock.
 */
public final class NodeChanges {
    private static final int MAX_FAILURES_SHOWN = 3;
    /** For hosts that are listed: the newest failure of each is shown until that host is well. */
    private static final int MAX_FAILED_HOSTS_SHOWN = 100;

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

    /**
     * Moves a node to another state and writes the journal line.
     *
     * @return the row afterwards; unchanged if {@link StateChange#become} refused the transition
     */
    public NodeRow become(NodeRow row, NodeState next, Reason reason, Map<String, String> details) {
        Optional<NodeRow> changed = draft.become(row.withReason(reason), next, wall);
        changed.ifPresent(after -> note(after, reason.text(), withCause(after, details)));
        return changed.orElse(row);
    }

    /** Adds the number of the decision that caused the row's reason, if one did. */
    static Map<String, String> withCause(NodeRow row, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        row.story().reason().decision().ifPresent(number -> all.put("cause", Long.toString(number)));
        return all;
    }

    /**
     * Writes a journal line about a node with its current state. After a failure the line is recorded as one about the head, so that the last line about
     * the node still tells that it failed, and why.
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

    /** Records that a node is ready. It hides the failures that it makes up for. */
    void joined(NodeRow row, long incarnation) {
        Duration took = Duration.between(row.requestedAt(), wall);
        NodeRow ready = row.withError("").withIncarnation(incarnation);
        become(ready, NodeState.READY, row.story().reason(), Map.of("seconds", seconds(took)));
        if (!row.key().isHead()) {
            outcomes.add(new Outcome.Joined(row.key(), row.type(), took));
        }
        shownFailures(row.type()).stream()
                .filter(failed -> isMadeUpFor(failed, row))
                .forEach(failed -> draft.hide(failed.key()));
    }

    /** A listed host is well again when a node is ready on it. Other machines are gone, so a node that came after the failure replaces it. */
    private boolean isMadeUpFor(NodeRow failed, NodeRow ready) {
        if (!areHostsListed()) {
            return !ready.requestedAt().isBefore(failed.since());
        }
        return host(failed).equals(host(ready)) || !isListed(host(failed));
    }

    private boolean areHostsListed() {
        return listed().isPresent();
    }

    private boolean isListed(String host) {
        return listed().orElse(List.of()).stream()
                .anyMatch(known -> known.host().equals(host));
    }

    private Optional<List<HostConfig>> listed() {
        return draft.config().flatMap(known -> known.config().provider().listedHosts());
    }

    private static String host(NodeRow row) {
        return row.machine().map(Machine::host).orElse("");
    }

    /** Records that the daemon of a node is lost. */
    void lost(NodeRow row, String reason) {
        become(row.withError(reason), NodeState.LOST, reason);
        if (!row.key().isHead()) {
            outcomes.add(new Outcome.Lost(row.key(), row.type(), wall));
        }
    }

    void failed(NodeRow row, String error, boolean retryable) {
        failed(row, new JobResult.Failed(error, retryable));
    }

    /** Records that a node did not come up. */
    void failed(NodeRow row, JobResult.Failed failure) {
        String error = failure.error();
        boolean retryable = failure.retryable();
        String summary = failure.summary();
        NodeRow failed = row.withStory(new Story(row.story().reason(), error, true));
        become(failed, NodeState.FAILED, Reason.of(summary), Map.of("retryable", Boolean.toString(retryable)));
        draft.open(row.key())
                .ifPresent(after -> draft.put(after.withReason(row.story().reason())));
        outcomes.add(
                switch (failure.fault()) {
                    case TYPE -> new Outcome.Failed(row.key(), row.type(), wall, summary, retryable);
                    case HOST -> new Outcome.HostFailed(row.key(), row.type(), wall, summary);
                });
    }

    /** Closes a node for which the provider has no machine. This does not count as a failure. */
    void noCapacity(NodeRow row, String reason) {
        outcomes.add(new Outcome.CapacityMissing(row.key(), row.type(), wall, reason));
        close(become(row, NodeState.STOPPING, "no capacity: " + reason), "");
    }

    /** Closes a node whose machine was given back. Its key is never used again. */
    void close(NodeRow row, String remark) {
        draft.put(row.closed(wall));
        Map<String, String> closed = Map.of("closed", "true");
        if (remark.isEmpty()) {
            note(row, "removed: " + row.story().reason().text(), withCause(row, closed));
        } else {
            note(row, remark, closed);
        }
        hideOldFailures(row.type());
    }

    private void hideOldFailures(String type) {
        Set<String> hosts = new HashSet<>();
        int most = areHostsListed() ? MAX_FAILED_HOSTS_SHOWN : MAX_FAILURES_SHOWN;
        shownFailures(type).stream()
                .sorted(Comparator.comparing(
                                (NodeRow failed) -> failed.closedAt().orElse(wall))
                        .reversed())
                .filter(failed -> !hosts.add(host(failed)) || hosts.size() > most)
                .forEach(old -> draft.hide(old.key()));
    }

    private List<NodeRow> shownFailures(String type) {
        return draft.closedNodes().stream()
                .filter(row -> row.type().equals(type))
                .toList();
    }

    /** Adds the outcomes collected so far to the ledger. */
    void updateLedger() {
        if (!outcomes.isEmpty()) {
            draft.ledger(draft.ledger().after(outcomes, wall));
            outcomes.clear();
        }
    }

    static String seconds(Duration duration) {
        return Double.toString(duration.toMillis() / 1000.0);
    }

    /** Writes a journal line that is not about the state of a node. */
    void write(Event.Kind kind, String state, String message, Map<String, String> details) {
        draft.write(new Event(0, wall, kind, Optional.empty(), Optional.empty(), state, message, details));
    }
}
