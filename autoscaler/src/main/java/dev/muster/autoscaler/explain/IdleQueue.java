package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.IdleLimit;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;

/** Whether an idle node may go once its time is over, or the minimum of its type keeps it: the longest idle go first, as in the decision. */
final class IdleQueue {
    private static final Comparator<NodeView> GOES_FIRST = Comparator.<NodeView, Instant>comparing(
                    node -> node.idleSince().orElse(Instant.MAX))
            .thenComparing(NodeView::key, Comparator.reverseOrder());

    private final Snapshot snapshot;
    private final Set<NodeKey> needed = new HashSet<>();
    private final Set<NodeKey> going = new HashSet<>();

    IdleQueue(Snapshot snapshot, Decision decision) {
        this.snapshot = snapshot;
        decision.ledger().placements().forEach(row -> row.spots().forEach(spot -> needed.add(spot.node())));
        decision.actions().stream()
                .filter(action -> action instanceof Action.Drain)
                .forEach(action -> going.add(action.key()));
    }

    int minimum(NodeView node) {
        TypeLimits limits = snapshot.limits().types().get(node.type());
        return limits == null ? 0 : limits.min();
    }

    /** How long until its idle time is over; negative where it is. */
    Duration left(NodeView node) {
        Duration idle = node.idleSince()
                .map(since -> Duration.between(since, snapshot.now()))
                .orElse(Duration.ZERO);
        return IdleLimit.of(node.type(), snapshot).minus(idle);
    }

    /** Where nothing comes, it goes when its time is over. */
    boolean mayGo(NodeView node) {
        return isIdle(node) && ready(node) - goBefore(node) > minimum(node);
    }

    /** Whether all that are ready are no more than the minimum. */
    boolean areAllKept(NodeView node) {
        return ready(node) <= minimum(node);
    }

    private boolean isIdle(NodeView node) {
        return !node.key().isHead()
                && node.state() == NodeState.READY
                && node.idleSince().isPresent()
                && !needed.contains(node.key())
                && !going.contains(node.key());
    }

    private long ready(NodeView node) {
        return snapshot.nodes().stream()
                .filter(other ->
                        isOfType(node, other) && other.state() == NodeState.READY && !going.contains(other.key()))
                .count();
    }

    private long goBefore(NodeView node) {
        return snapshot.nodes().stream()
                .filter(other -> isOfType(node, other) && isIdle(other) && GOES_FIRST.compare(other, node) < 0)
                .count();
    }

    private static boolean isOfType(NodeView node, NodeView other) {
        return !other.key().isHead() && other.type().equals(node.type());
    }
}
