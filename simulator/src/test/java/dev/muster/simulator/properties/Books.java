package dev.muster.simulator.properties;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Placement;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Simple book-keeping of a snapshot and its decision for the properties, independent of the code under test. */
final class Books {
    final Snapshot snapshot;
    final Decision decision;
    final Map<NodeKey, NodeView> nodes = new TreeMap<>();
    final List<Action.Launch> launches = new ArrayList<>();
    final Map<NodeKey, Action> actions = new HashMap<>();

    Books(Snapshot snapshot, Decision decision) {
        this.snapshot = snapshot;
        this.decision = decision;
        snapshot.nodes().forEach(node -> nodes.put(node.key(), node));
        for (Action action : decision.actions()) {
            actions.put(action.key(), action);
            if (action instanceof Action.Launch launch) {
                launches.add(launch);
            }
        }
    }

    List<NodeView> workers() {
        return nodes.values().stream().filter(node -> !node.key().isHead()).toList();
    }

    long launches(String type) {
        return launches.stream().filter(launch -> launch.type().equals(type)).count();
    }

    Optional<Offer> offer(Action.Launch launch) {
        return snapshot.offers().stream()
                .filter(offer ->
                        offer.id().equals(launch.offer()) && offer.type().equals(launch.type()))
                .findFirst();
    }

    boolean isDrainCancelled(NodeView node) {
        return actions.get(node.key()) instanceof Action.CancelDrain;
    }

    boolean isDrained(NodeView node) {
        return actions.get(node.key()) instanceof Action.Drain;
    }

    /** Whether the node is starting or ready after the decision, and not about to go. */
    boolean stays(NodeView node) {
        boolean isUsable = node.state() == NodeState.REQUESTED
                || node.state() == NodeState.STARTING
                || node.state() == NodeState.READY;
        boolean mustGo = node.drainRequestedBy().isPresent()
                || !snapshot.limits().types().containsKey(node.type());
        return isDrainCancelled(node) || (isUsable && !mustGo && !isDrained(node));
    }

    /** More nodes than a maximum allows, some of which cannot be drained yet because they are not up. */
    boolean hasSurplus() {
        boolean inTotal = workers().stream().filter(this::stays).count()
                > snapshot.limits().maxWorkers();
        return inTotal
                || snapshot.limits().types().values().stream()
                        .anyMatch(type -> workers().stream()
                                        .filter(node -> node.type().equals(type.type()))
                                        .filter(node -> stays(node) || isDrained(node))
                                        .count()
                                > type.max());
    }

    Resources placed(NodeKey node, boolean standing) {
        Resources sum = Resources.NONE;
        for (Placement row : decision.ledger().placements()) {
            if ((row.kind() == Kind.STANDING) == standing) {
                for (Placement.Spot spot : row.spots()) {
                    if (spot.node().equals(node)) {
                        sum = sum.plus(row.need().shape().resources().times(spot.count()));
                    }
                }
            }
        }
        return sum;
    }

    boolean hasPlacement(NodeKey node) {
        return decision.ledger().placements().stream()
                .anyMatch(
                        row -> row.spots().stream().anyMatch(spot -> spot.node().equals(node)));
    }

    static boolean matches(PlacementRequest need, Map<String, String> labels) {
        return need.selectors().stream().anyMatch(selector -> selector.matches(labels));
    }

    static boolean isForDemand(Action action) {
        return action.reason().code() == Code.DEMAND;
    }
}
