package dev.muster.engine.ray;

import dev.muster.core.Resources;
import java.util.Optional;

/** What Ray accepts as the resources of a node. */
final class RayResources {
    private static final long MAX = 100_000_000_000_000L;

    private RayResources() {}

    /** Returns why Ray refuses the amount, as it follows the resource's name. */
    static Optional<String> refused(String name, long tenThousandths) {
        if (tenThousandths % Resources.ONE != 0) {
            return Optional.of("must be a whole number: Ray refuses fractions of a node's resources");
        }
        if (tenThousandths / Resources.ONE > MAX) {
            return Optional.of("must be at most " + MAX + ": Ray refuses more");
        }
        return name.startsWith("node:")
                ? Optional.of("has a name that Ray gives itself: choose another name")
                : Optional.empty();
    }
}
