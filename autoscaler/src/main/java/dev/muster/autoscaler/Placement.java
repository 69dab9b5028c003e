package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.placement.PlacementRequest;
import java.util.List;

/**
 * Where a decision means demand to go. Kept to the next decision, so that the same demand stays where it was put.
 *
 * @param source who asks
 * @param gang the gang's name; empty for plain demand
 */
public record Placement(String source, String gang, Demand.Kind kind, PlacementRequest need, List<Spot> spots) {
    public Placement {
        spots = List.copyOf(spots);
    }

    /** So many on this node. */
    public record Spot(NodeKey node, int count) {}

    public int count() {
        return spots.stream().mapToInt(Spot::count).sum();
    }
}
