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

/** Tells which idle nodes will be drained when their time is over, and which ones the minimum of their type keeps. As in the decision, the longest idle go first. */
final class IdleQueue {
    private static final Comparator<NodeView> DRAINED_FIRST = Comparator.<NodeView, Instant>comparing(
                    node -> node.idleSince().orElse(Instant.MAX))
            .thenComparing(NodeView::key, Comparator.reverseOrder());

    private final Snapshot snapshot;
    private final Set<NodeKey> needed = new HashSet<>();
    private final Set<NodeKey> draining = new HashSet<>();

    IdleQueue(Snapshot snapshot, Decision decision) {
        this.snapshot = snapshot;
        decision.ledger().placements().forEach(row -> row.spots().forEach(spot -> needed.add(spot.node())));
        decision.actions().stream()
                .filter(action -> action instanceof Action.Drain)
                .forEach(action -> draining.add(action.key()));
    }

    int minimum(NodeView node) {
        TypeLimits limits = snapshot.limits().types().get(node.type());
        return limits == null ? 0 : limits.min();
    }

    /** The time until the node was idle for as long as it may be; negative once that has passed. */
    Duration timeLeft(NodeView node) {
        Duration idle = node.idleSince()
                .map(since -> Duration.between(since, snapshot.now()))
                .orElse(Duration.ZERO);
        return IdleLimit.of(node.type(), snapshot).minus(idle);
    }

    /** Whether the node will be drained when its time is over, unless demand changes. */
    boolean willBeDrained(NodeView node) {
        return isIdle(node) && ready(node) - drainedBefore(node) > minimum(node);
    }

    /** Whether the type has no more ready nodes than its minimum, so that none is drained. */
    boolean areAllKept(NodeView node) {
        return ready(node) <= minimum(node);
    }

    private boolean isIdle(NodeView node) {
        return !node.key().isHead()
                && node.state() == NodeState.READY
                && node.idleSince().isPresent()
                && !needed.contains(node.key())
                && !draining.contains(node.key());
    }

    private long ready(NodeView node) {
        return snapshot.nodes().stream()
                .filter(other ->
                        isOfType(node, other) && other.state() == NodeState.READY && !draining.contains(other.key()))
                .count();
    }

    private long drainedBefore(NodeView node) {
        return snapshot.nodes().stream()
                .filter(other -> isOfType(node, other) && isIdle(other) && DRAINED_FIRST.compare(other, node) < 0)
                .count();
    }

    private static boolean isOfType(NodeView node, NodeView other) {
        return !other.key().isHead() && other.type().equals(node.type());
    }
}
