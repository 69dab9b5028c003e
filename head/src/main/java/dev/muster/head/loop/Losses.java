package dev.muster.head.loop;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records nodes as lost whose daemons have been silent for a lease. Where more than half of the workers, and at least two, fall silent together, the
 * cause is more likely at the head than at all of them: then it waits for {@link #SUSPICIOUS_LEASES} leases of silence instead of one.
 */
final class Losses {
    static final int SUSPICIOUS_LEASES = 3;

    private final NodeChanges changes;
    private final LoopState memory;
    private final HeadTiming timing;
    private final Attention attention;
    private final Map<NodeKey, DaemonStatus> live;
    private final Instant steady;

    Losses(
            NodeChanges changes,
            LoopState memory,
            HeadTiming timing,
            Attention attention,
            Map<NodeKey, DaemonStatus> live,
            Instant steady) {
        this.changes = changes;
        this.memory = memory;
        this.timing = timing;
        this.attention = attention;
        this.live = live;
        this.steady = steady;
    }

    void fold() {
        List<NodeRow> up =
                changes.draft().openNodes().stream().filter(Losses::isUp).toList();
        List<NodeRow> overdue =
                up.stream().filter(row -> isSilentFor(row, timing.lease())).toList();
        if (overdue.isEmpty() || attention.isGrace(steady)) {
            memory.suspicion = "";
            return;
        }
        suspect(up);
        Duration limit = memory.suspicion.isEmpty() ? timing.lease() : suspiciousSilence();
        overdue.stream().filter(row -> isSilentFor(row, limit)).forEach(row -> lost(row, limit));
    }

    private static boolean isUp(NodeRow row) {
        return switch (row.state()) {
            case READY, DRAINING, DRAINED -> true;
            case REQUESTED, STARTING, STOPPING, LOST, FAILED -> false;
        };
    }

    /** Half a lease is more than two reports: who fell silent together is over it when the first reaches the lease. */
    private void suspect(List<NodeRow> up) {
        List<NodeRow> workers = up.stream().filter(row -> !row.key().isHead()).toList();
        long silent = workers.stream()
                .filter(row -> isSilentFor(row, timing.lease().dividedBy(2)))
                .count();
        if (silent < 2 || silent * 2 <= workers.size()) {
            memory.suspicion = "";
            return;
        }
        if (memory.suspicion.isEmpty()) {
            changes.write(Event.Kind.HEAD, "suspicious", suspicion(silent, workers.size()), Map.of());
        }
        memory.suspicion = suspicion(silent, workers.size());
    }

    private String suspicion(long silent, int workers) {
        return silent + " of " + workers
                + " workers fell silent together: the head may be cut off itself, so it waits for "
                + suspiciousSilence().toSeconds() + " s of silence before they count as lost";
    }

    private Duration suspiciousSilence() {
        return timing.lease().multipliedBy(SUSPICIOUS_LEASES);
    }

    /** A daemon that has not connected to this head yet is silent since the head listens. */
    private boolean isSilentFor(NodeRow row, Duration limit) {
        Instant from = Optional.ofNullable(live.get(row.key()))
                .map(DaemonStatus::heard)
                .filter(attention.since()::isBefore)
                .orElse(attention.since());
        return !steady.isBefore(from.plus(limit));
    }

    private void lost(NodeRow row, Duration limit) {
        memory.setUpAt.remove(row.key());
        changes.lost(row, "its daemon has been silent for " + limit.toSeconds() + " s");
    }
}
