package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Action.CancelDrain;
import dev.muster.autoscaler.Action.Drain;
import dev.muster.autoscaler.Action.Launch;
import dev.muster.autoscaler.Action.Remove;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Demand;
import dev.muster.autoscaler.Limits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.Placement;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns a plan into a decision: allocates node keys, lists the actions, and records what was placed where. */
final class DecisionBuilder {
    private final SortedSnapshot sorted;
    private final RequiredRemovals removals;
    private final PlacementPlan plan;
    private final NodeKeyAllocator keys;
    private final List<NodeKey> launched = new ArrayList<>();

    private DecisionBuilder(SortedSnapshot sorted, RequiredRemovals removals, PlacementPlan plan) {
        this.sorted = sorted;
        this.removals = removals;
        this.plan = plan;
        this.keys = new NodeKeyAllocator(sorted);
    }

    static Decision decision(SortedSnapshot sorted, RequiredRemovals removals, PlacementPlan plan) {
        return new DecisionBuilder(sorted, removals, plan).decision();
    }

    private Decision decision() {
        List<Action> launches = launches();
        List<Placement> placements = PlacementRecords.of(plan, this::keyOf);
        Set<NodeKey> needed = new HashSet<>();
        placements.forEach(row -> row.spots().forEach(spot -> needed.add(spot.node())));
        List<Action> actions = new ArrayList<>();
        removals(actions);
        plan.cancelledDrains().forEach((site, reason) -> actions.add(new CancelDrain(keyOf(site), reason)));
        requiredDrains(actions);
        actions.addAll(IdleRule.drains(sorted, removals, needed));
        actions.addAll(launches);
        return new Decision(
                sorted.snapshot.tick(),
                sorted.now,
                actions,
                plan.refusals(),
                plan.unmet(),
                assigned(placements),
                keys.ledger().withPlacements(placements));
    }

    private NodeKey keyOf(int site) {
        int ends = plan.sites().drainingEnd();
        return site < ends ? plan.sites().node(site).key() : launched.get(site - ends);
    }

    private List<Action> launches() {
        List<Action> launches = new ArrayList<>();
        for (int site = plan.sites().drainingEnd(); site < plan.sites().end(); site++) {
            PlacementSites.Launched launch = plan.sites().launched(site);
            Limits.TypeLimits type = plan.budget().type(plan.budget().typeOf(launch.offer()));
            NodeKey key = keys.next(type);
            launched.add(key);
            launches.add(new Launch(
                    key, type.type(), plan.budget().offer(launch.offer()).id(), launch.reason()));
        }
        return launches;
    }

    private void removals(List<Action> actions) {
        for (NodeView node : sorted.nodes) {
            if (!node.key().isHead()) {
                removal(node, actions);
            }
        }
    }

    private void removal(NodeView node, List<Action> actions) {
        switch (node.state()) {
            case LOST ->
                actions.add(new Remove(node.key(), new Reason(Code.LOST, "lost: its daemon stopped reporting")));
            case FAILED -> actions.add(new Remove(node.key(), new Reason(Code.FAILED, failure(node))));
            case DRAINED -> {
                int site = plan.sites().siteOf(node.key());
                if (site < 0 || !plan.cancelledDrains().containsKey(site)) {
                    String why = removals.reason(node.key())
                            .map(reason -> " (" + reason.text() + ")")
                            .orElse("");
                    actions.add(new Remove(node.key(), new Reason(Code.DRAINED, "drained: nothing runs on it" + why)));
                }
            }
            case REQUESTED, STARTING, READY, DRAINING, STOPPING -> {}
        }
    }

    private static String failure(NodeView node) {
        String error = node.lastError();
        return "failed to start" + (error.isEmpty() ? "" : ": " + ReadableNumbers.quoted(error));
    }

    private void requiredDrains(List<Action> actions) {
        for (NodeView node : sorted.nodes) {
            if (node.state() == NodeState.READY) {
                removals.reason(node.key()).ifPresent(reason -> actions.add(new Drain(node.key(), reason)));
            }
        }
    }

    /** What standing demand holds on each node. Nodes that hold the same share one value. */
    private static Map<NodeKey, Resources> assigned(List<Placement> placements) {
        Map<NodeKey, Resources> assigned = new HashMap<>();
        for (Placement row : placements) {
            if (row.kind() == Demand.Kind.STANDING) {
                Map<Integer, Resources> byCount = new HashMap<>();
                for (Placement.Spot spot : row.spots()) {
                    Resources held = byCount.computeIfAbsent(
                            spot.count(), row.need().shape().resources()::times);
                    assigned.merge(spot.node(), held, Resources::plus);
                }
            }
        }
        return assigned;
    }
}
