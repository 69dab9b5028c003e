package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Placement;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workers that must go whatever the demand is: an operator requested it, their type was removed, or a maximum is exceeded. */
final class RequiredRemovals {
    private final SortedSnapshot sorted;
    private final Map<NodeKey, Reason> reasons = new HashMap<>();
    private final Set<NodeKey> holding = new HashSet<>();

    private RequiredRemovals(SortedSnapshot sorted) {
        this.sorted = sorted;
    }

    static RequiredRemovals of(SortedSnapshot sorted) {
        RequiredRemovals removals = new RequiredRemovals(sorted);
        removals.requestedDrainsAndRemovedTypes();
        removals.surplusOfTypes();
        removals.surplusInTotal();
        return removals;
    }

    boolean mustGo(NodeKey key) {
        return reasons.containsKey(key);
    }

    Optional<Reason> reason(NodeKey key) {
        return Optional.ofNullable(reasons.get(key));
    }

    private void requestedDrainsAndRemovedTypes() {
        for (NodeView node : sorted.nodes) {
            if (node.key().isHead()) {
                continue;
            }
            if (node.drainRequestedBy().isPresent()) {
                reasons.put(
                        node.key(),
                        new Reason(
                                Code.DRAIN_REQUESTED,
                                "drain requested by " + node.drainRequestedBy().get()));
            } else if (sorted.limits(node.type()).isEmpty()) {
                reasons.put(
                        node.key(),
                        new Reason(Code.TYPE_REMOVED, "type " + node.type() + " was removed from the config"));
            }
        }
    }

    private void surplusOfTypes() {
        Map<String, List<NodeView>> staying = new HashMap<>();
        for (NodeView node : sorted.nodes) {
            if (stays(node)) {
                staying.computeIfAbsent(node.type(), unused -> new ArrayList<>())
                        .add(node);
            }
        }
        staying.forEach((type, nodes) -> {
            int max = sorted.limits(type).map(TypeLimits::max).orElse(0);
            Reason reason = new Reason(
                    Code.ABOVE_MAXIMUM,
                    "type " + type + " has " + ReadableNumbers.nodes(nodes.size()) + ", its max_workers is " + max);
            remove(nodes, nodes.size() - max, leastNeededFirst(), reason);
        });
    }

    private void surplusInTotal() {
        List<NodeView> staying = sorted.nodes.stream().filter(this::stays).toList();
        int max = sorted.snapshot.limits().maxWorkers();
        Reason reason = new Reason(
                Code.ABOVE_MAXIMUM,
                "the cluster has " + ReadableNumbers.count(staying.size(), "worker") + ", its max_workers is " + max);
        Comparator<NodeView> byPriority = Comparator.comparingInt(
                node -> sorted.limits(node.type()).map(TypeLimits::priority).orElse(0));
        remove(staying, staying.size() - max, byPriority.thenComparing(leastNeededFirst()), reason);
    }

    private void remove(List<NodeView> nodes, int count, Comparator<NodeView> first, Reason reason) {
        if (count > 0) {
            findHolders();
            nodes.stream().sorted(first).limit(count).forEach(node -> reasons.put(node.key(), reason));
        }
    }

    private void findHolders() {
        for (Placement placement : sorted.snapshot.ledger().placements()) {
            placement.spots().forEach(spot -> holding.add(spot.node()));
        }
    }

    private boolean stays(NodeView node) {
        return !node.key().isHead() && SortedSnapshot.stays(node.state()) && !mustGo(node.key());
    }

    /**
     * Nodes that are not up yet come first (they are drained once they are up), then the longest idle ones that hold no demand, then idle ones
     * that do, then the least busy.
     */
    private Comparator<NodeView> leastNeededFirst() {
        return Comparator.<NodeView>comparingInt(this::weight)
                .thenComparing(node -> node.idleSince().orElse(sorted.now))
                .thenComparingDouble(RequiredRemovals::usedShare)
                .thenComparing(NodeView::key, Comparator.reverseOrder());
    }

    private int weight(NodeView node) {
        if (node.state() != NodeState.READY) {
            return 0;
        }
        if (node.idleSince().isEmpty()) {
            return 3;
        }
        return holding.contains(node.key()) ? 2 : 1;
    }

    /** The largest used share of any of its resources. */
    private static double usedShare(NodeView node) {
        double most = 0;
        for (Map.Entry<String, Long> held : node.held().tenThousandths().entrySet()) {
            most = Math.max(
                    most, (double) held.getValue() / Math.max(1, node.total().units(held.getKey())));
        }
        return most;
    }
}
