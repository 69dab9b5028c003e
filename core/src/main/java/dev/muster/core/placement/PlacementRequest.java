package dev.muster.core.placement;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that decides where one request may be placed. It needs one node for all of it.
 *
 * @param fallbacks selectors for the case that no node that matches the shape's own has room, in the order of preference
 * @param affinity requests with the same label go to one node, which already has the label if any node does
 * @param antiAffinity a node holds at most one request with this label, and none if it already has the label
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

    /** Returns the shape's own selector, followed by the fallbacks. */
    public List<Selector> selectors() {
        if (fallbacks.isEmpty()) {
            return List.of(shape.selector());
        }
        List<Selector> all = new ArrayList<>();
        all.add(shape.selector());
        all.addAll(fallbacks);
        return all;
    }

    /** Returns how many fit into the free resources of one node, ignoring affinity; at most {@link Integer#MAX_VALUE}. */
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
