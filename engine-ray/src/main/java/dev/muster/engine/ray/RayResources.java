package dev.muster.engine.ray;

import dev.muster.core.Resources;
import java.util.Optional;

/** What Ray accepts as the resources of a node. */
final class RayResources {
    private static final long MAX = 100_000_000_000_000L;

    /** Ray keeps 30 % of a machine's memory for objects and offers the rest to tasks, less what is in use when it starts. */
    private static final double MEMORY_FOR_TASKS = 0.7;

    private static final String MEMORY = "memory";

    private RayResources() {}

    /** Whether Ray gives nodes the resource by itself. */
    static boolean isImplicit(String name) {
        return name.startsWith("node:") || name.equals("object_store_memory");
    }

    /** Returns what Ray offers to tasks on a machine with these resources. */
    static Resources usable(Resources found) {
        double memory = Math.floor(found.amount(MEMORY) * MEMORY_FOR_TASKS);
        return memory > 0 ? found.overriddenBy(Resources.of(MEMORY, memory)) : found;
    }

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
