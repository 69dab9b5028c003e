package dev.muster.autoscaler;

import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import java.util.List;

/**
 * Bundles that start together or not at all. They are met by what is free.
 *
 * @param source who requests the gang
 * @param name unique among the gangs of one source
 * @param bundles at least one; equal ones are placed together
 */
public record Gang(String source, String name, GangStrategy strategy, List<PlacementRequest> bundles) {
    public Gang {
        bundles = List.copyOf(bundles);
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("gang " + name + " has no bundles");
        }
    }
}
