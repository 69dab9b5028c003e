package dev.muster.core.placement;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides where one request may go; whole on one node.
 *
 * @param fallbacks selectors that will do where the shape's own matches nothing with room, the better ones first
 * @param affinity all needs with the same mark go to one node together, and to one that bears the mark already where there is any
 * @param antiAffinity at most one need with this mark on a node, and on none that bears it already
 */
public record PlacementRequest(
        Shape shape, List<Selector> fallbacks, Optional<AffinityLabel> affinity, Optional<AffinityLabel> antiAffinity) {
    public PlacementRequest {
        fallbacks = List.copyOf(fallbacks);
    }

    public static PlacementRequest of(Shape shape) {
        return new PlacementRequest(shape, List.of(), Optional.empty(), Optional.empty());
    }

    public PlacementRequest withFallbacks(Selector... selectors) {
        return new PlacementRequest(shape, List.of(selectors), affinity, antiAffinity);
    }

    public PlacementRequest withAffinity(AffinityLabel mark) {
        return new PlacementRequest(shape, fallbacks, Optional.of(mark), antiAffinity);
    }

    public PlacementRequest withAntiAffinity(AffinityLabel mark) {
        return new PlacementRequest(shape, fallbacks, affinity, Optional.of(mark));
    }

    /** All that will do, the preferred first. */
    public List<Selector> selectors() {
        if (fallbacks.isEmpty()) {
            return List.of(shape.selector());
        }
        List<Selector> all = new ArrayList<>();
        all.add(shape.selector());
        all.addAll(fallbacks);
        return all;
    }

    /** How many fit into what is free on one node, marks aside; at most {@link Integer#MAX_VALUE}. */
    public int timesIn(Resources free, Map<String, String> labels) {
        if (selectors().stream().noneMatch(selector -> selector.matches(labels))) {
            return 0;
        }
        long most = Integer.MAX_VALUE;
        for (Map.Entry<String, Long> asked : shape.resources().tenThousandths().entrySet()) {
            most = Math.min(most, free.units(asked.getKey()) / asked.getValue());
        }
        return (int) most;
    }
}
