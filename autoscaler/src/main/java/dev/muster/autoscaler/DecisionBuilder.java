package dev.muster.autoscaler;

import dev.muster.autoscaler.Action.Drain;
import dev.muster.autoscaler.Action.Launch;
import dev.muster.autoscaler.Action.Remove;
import dev.muster.autoscaler.Action.TakeBack;
import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a plan to a decision: keys are given, actions are listed, and what was put where is written down. */
final class DecisionBuilder {
    private final SortedSnapshot world;
    private final RequiredRemovals departures;
    private final PlacementPlan plan;
    private final NodeKeyAllocator keys;
    private final List<NodeKey> launched = new ArrayList<>();

    private DecisionBuilder(SortedSnapshot world, RequiredRemovals departures, PlacementPlan plan) {
        this.world = world;
        this.departures = departures;
        this.plan = plan;
        this.keys = new NodeKeyAllocator(world);
    }

    static Decision decision(SortedSnapshot world, RequiredRemovals departures, PlacementPlan plan) {
        return new DecisionBuilder(world, departures, plan).decision();
    }

    private Decision decision() {
        List<Action> launches = launches();
        List<Placement> placements = PlacementRecords.of(plan, this::keyOf);
        Set<NodeKey> needed = new HashSet<>();
        placements.forEach(row -> row.spots().forEach(spot -> needed.add(spot.node())));
        List<Action> actions = new ArrayList<>();
        removals(actions);
        plan.takeBacks().forEach((site, reason) -> actions.add(new TakeBack(keyOf(site), reason)));
        departureDrains(actions);
        actions.addAll(IdleRule.drains(world, departures, needed));
        actions.addAll(launches);
        return new Decision(
                world.snapshot.tick(),
                world.now,
                actions,
                plan.refusals(),
                plan.unmet(),
                assigned(placements),
                keys.ledger().withPlacements(placements));
    }

    private NodeKey keyOf(int site) {
        int ends = plan.floor().drainingEnd();
        return site < ends ? plan.floor().node(site).key() : launched.get(site - ends);
    }

    private List<Action> launches() {
        List<Action> launches = new ArrayList<>();
        for (int site = plan.floor().drainingEnd(); site < plan.floor().end(); site++) {
            PlacementSites.Launched launch = plan.floor().launched(site);
            Limits.TypeLimits type = plan.market().type(plan.market().typeOf(launch.offer()));
            NodeKey key = keys.next(type);
            launched.add(key);
            launches.add(new Launch(
                    key, type.type(), plan.market().offer(launch.offer()).id(), launch.reason()));
        }
        return launches;
    }

    private void removals(List<Action> actions) {
        for (NodeView node : world.nodes) {
            if (!node.key().isHead()) {
                removal(node, actions);
            }
        }
    }

    private void removal(NodeView node, List<Action> actions) {
        switch (node.state()) {
            case LOST ->
                actions.add(new Remove(node.key(), new Reason(Code.LOST, "lost: no sign of its daemon any more")));
            case FAILED -> actions.add(new Remove(node.key(), new Reason(Code.FAILED, failure(node))));
            case DRAINED -> {
                int site = plan.floor().siteOf(node.key());
                if (site < 0 || !plan.takeBacks().containsKey(site)) {
                    String why = departures
                            .reason(node.key())
                            .map(reason -> " (" + reason.text() + ")")
                            .orElse("");
                    actions.add(new Remove(
                            node.key(), new Reason(Code.DRAINED, "drained: nothing runs on it any more" + why)));
                }
            }
            case REQUESTED, STARTING, READY, DRAINING, STOPPING -> {}
        }
    }

    private String failure(NodeView node) {
        String error = world.ledger(node.type()).lastError();
        return "did not come up" + (error.isEmpty() ? "" : ": " + ReadableNumbers.quoted(error));
    }

    private void departureDrains(List<Action> actions) {
        for (NodeView node : world.nodes) {
            if (node.state() == NodeState.READY) {
                departures.reason(node.key()).ifPresent(reason -> actions.add(new Drain(node.key(), reason)));
            }
        }
    }

    /** What standing demand holds, by node; nodes that hold the same share one value. */
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
