package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.placement.PlacementRequest;
import java.util.List;

/**
 * Where a decision placed one demand. The ledger keeps it for the next decision, so that the same demand stays where it is.
 *
 * @param source who requests it
 * @param gang the gang's name; empty for other demand
 */
public record Placement(String source, String gang, Demand.Kind kind, PlacementRequest need, List<Spot> spots) {
    public Placement {
        spots = List.copyOf(spots);
    }

    /** How many of the demand are on one node. */
    public record Spot(NodeKey node, int count) {}

    public int count() {
        return spots.stream().mapToInt(Spot::count).sum();
    }
}
