package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Limits.TypeLimits;
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

/** Which workers must go whatever is asked for: a person said so, their type is gone, or there are too many. */
final class RequiredRemovals {
    private final SortedSnapshot world;
    private final Map<NodeKey, Reason> reasons = new HashMap<>();
    private final Set<NodeKey> holding = new HashSet<>();

    private RequiredRemovals(SortedSnapshot world) {
        this.world = world;
    }

    static RequiredRemovals of(SortedSnapshot world) {
        RequiredRemovals departures = new RequiredRemovals(world);
        departures.askedAndRemovedTypes();
        departures.surplusOfTypes();
        departures.surplusInTotal();
        return departures;
    }

    boolean mustGo(NodeKey key) {
        return reasons.containsKey(key);
    }

    Optional<Reason> reason(NodeKey key) {
        return Optional.ofNullable(reasons.get(key));
    }

    private void askedAndRemovedTypes() {
        for (NodeView node : world.nodes) {
            if (node.key().isHead()) {
                continue;
            }
            if (node.drainAskedBy().isPresent()) {
                reasons.put(
                        node.key(), new Reason(Code.ASKED, node.drainAskedBy().get() + " asked for its drain"));
            } else if (world.limits(node.type()).isEmpty()) {
                reasons.put(
                        node.key(),
                        new Reason(Code.TYPE_REMOVED, "type " + node.type() + " is no longer in the cluster's file"));
            }
        }
    }

    private void surplusOfTypes() {
        Map<String, List<NodeView>> staying = new HashMap<>();
        for (NodeView node : world.nodes) {
            if (stays(node)) {
                staying.computeIfAbsent(node.type(), unused -> new ArrayList<>())
                        .add(node);
            }
        }
        staying.forEach((type, nodes) -> {
            int max = world.limits(type).map(TypeLimits::max).orElse(0);
            Reason reason = new Reason(
                    Code.ABOVE_MAXIMUM,
                    ReadableNumbers.nodes(nodes.size()) + " of type " + type + ", max_workers of the type is " + max);
            sendAway(nodes, nodes.size() - max, dispensable(), reason);
        });
    }

    private void surplusInTotal() {
        List<NodeView> staying = world.nodes.stream().filter(this::stays).toList();
        int max = world.snapshot.limits().maxWorkers();
        Reason reason = new Reason(
                Code.ABOVE_MAXIMUM,
                ReadableNumbers.count(staying.size(), "worker") + ", max_workers of the cluster is " + max);
        Comparator<NodeView> byPriority = Comparator.comparingInt(
                node -> world.limits(node.type()).map(TypeLimits::priority).orElse(0));
        sendAway(staying, staying.size() - max, byPriority.thenComparing(dispensable()), reason);
    }

    private void sendAway(List<NodeView> nodes, int count, Comparator<NodeView> first, Reason reason) {
        if (count > 0) {
            noteHolders();
            nodes.stream().sorted(first).limit(count).forEach(node -> reasons.put(node.key(), reason));
        }
    }

    private void noteHolders() {
        for (Placement placement : world.snapshot.ledger().placements()) {
            placement.spots().forEach(spot -> holding.add(spot.node()));
        }
    }

    private boolean stays(NodeView node) {
        return !node.key().isHead() && SortedSnapshot.stays(node.state()) && !mustGo(node.key());
    }

    /**
     * Who is missed least comes first: not up yet (it goes once it is up and idle), then the longest idle that holds no demand, then idle ones
     * that do, then the least busy.
     */
    private Comparator<NodeView> dispensable() {
        return Comparator.<NodeView>comparingInt(this::weight)
                .thenComparing(node -> node.idleSince().orElse(world.now))
                .thenComparingDouble(RequiredRemovals::busyness)
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

    /** The largest share in use of any of its resources. */
    private static double busyness(NodeView node) {
        double most = 0;
        for (Map.Entry<String, Long> held : node.held().tenThousandths().entrySet()) {
            most = Math.max(
                    most, (double) held.getValue() / Math.max(1, node.total().units(held.getKey())));
        }
        return most;
    }
}
