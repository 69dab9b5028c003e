package dev.muster.head.loop;

import dev.muster.core.event.Event;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Records a node as lost when its daemon has been silent for a lease. If more than half of the workers, and at least two, fall silent together, the cause
 * is more likely at the head than at all of them: then a node counts as lost only after {@link #SUSPICIOUS_LEASES} leases of silence.
 */
final class LossDetector {
    static final int SUSPICIOUS_LEASES = 3;

    private final Duration lease;
    private String suspicion = "";

    LossDetector(Duration lease) {
        this.lease = lease;
    }

    /** Returns why silent nodes do not count as lost yet; empty if they do. */
    String suspicion() {
        return suspicion;
    }

    void record(NodeChanges changes, LoopObservation seen) {
        List<NodeRow> up = changes.draft().openNodes().stream()
                .filter(row -> row.state().isUp())
                .toList();
        List<NodeRow> overdue =
                up.stream().filter(row -> isSilentFor(lease, row, seen)).toList();
        if (overdue.isEmpty() || seen.listening().isGrace(seen.steady())) {
            suspicion = "";
            return;
        }
        updateSuspicion(changes, up, seen);
        Duration limit = suspicion.isEmpty() ? lease : suspiciousSilence();
        overdue.stream()
                .filter(row -> isSilentFor(limit, row, seen))
                .forEach(row -> changes.lost(row, "its daemon has been silent for " + limit.toSeconds() + " s"));
    }

    /** Half a lease is longer than two report intervals: when the first daemon reaches the lease, all that fell silent with it have passed half of it. */
    private void updateSuspicion(NodeChanges changes, List<NodeRow> up, LoopObservation seen) {
        List<NodeRow> workers = up.stream().filter(row -> !row.key().isHead()).toList();
        long silent = workers.stream()
                .filter(row -> isSilentFor(lease.dividedBy(2), row, seen))
                .count();
        if (silent < 2 || silent * 2 <= workers.size()) {
            suspicion = "";
            return;
        }
        String text = describe(silent, workers.size());
        if (suspicion.isEmpty()) {
            changes.write(Event.Kind.HEAD, "suspicious", text, Map.of());
        }
        suspicion = text;
    }

    private String describe(long silent, int workers) {
        return silent + " of " + workers
                + " workers fell silent together: the head may have lost its network, so it waits for "
                + suspiciousSilence().toSeconds() + " s of silence before they count as lost";
    }

    private Duration suspiciousSilence() {
        return lease.multipliedBy(SUSPICIOUS_LEASES);
    }

    /** A daemon that has not connected to this head yet is silent since the head listens. */
    private static boolean isSilentFor(Duration limit, NodeRow row, LoopObservation seen) {
        Instant since = seen.listening().since();
        Instant from = seen.daemon(row.key())
                .map(DaemonStatus::heardAt)
                .filter(since::isBefore)
                .orElse(since);
        return !seen.steady().isBefore(from.plus(limit));
    }
}
