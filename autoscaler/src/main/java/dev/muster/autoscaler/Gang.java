package dev.muster.autoscaler;

import dev.muster.core.placement.Need;
import java.util.List;

/**
 * Bundles that start together or not at all; met by what is free.
 *
 * @param source who asks
 * @param name tells the source's gangs apart
 * @param bundles at least one; equal ones are placed together
 */
public record Gang(String source, String name, Strategy strategy, List<Need> bundles) {
    /** {@code PACK} few nodes, {@code SPREAD} many, both as far as it goes; {@code STRICT_PACK} one node; {@code STRICT_SPREAD} each its own. */
    public enum Strategy {
        PACK,
        SPREAD,
        STRICT_PACK,
        STRICT_SPREAD
    }

    public Gang {
        bundles = List.copyOf(bundles);
        if (bundles.isEmpty()) {
            throw new IllegalArgumentException("a gang without bundles: " + name);
        }
    }
}
