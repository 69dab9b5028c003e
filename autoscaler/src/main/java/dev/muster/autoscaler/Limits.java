package dev.muster.autoscaler;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many nodes the cluster may have, and how fast it may grow.
 *
 * @param types by name, in the config's order
 * @param maxWorkers the maximum of all types together; the head is not counted
 * @param upscalingSpeed how many nodes of a type may start at once, as a multiple of its ready nodes; see {@link ClusterConfig}
 */
public record Limits(Map<String, TypeLimits> types, int maxWorkers, double upscalingSpeed) {
    public Limits {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
    }

    public static Limits of(ClusterConfig config) {
        Map<String, TypeLimits> types = new LinkedHashMap<>();
        config.types().values().forEach(type -> types.put(type.name(), of(type)));
        return new Limits(types, config.maxWorkers(), config.upscalingSpeed());
    }

    /** The same, where no node is launched or kept for a minimum. */
    public Limits withoutMinimum() {
        Map<String, TypeLimits> lowered = new LinkedHashMap<>();
        types.forEach((name, limits) -> lowered.put(name, limits.withoutMinimum()));
        return new Limits(lowered, maxWorkers, upscalingSpeed);
    }

    private static TypeLimits of(NodeTypeConfig type) {
        return new TypeLimits(
                type.name(), type.slug(), type.minWorkers(), type.maxWorkers(), type.idleTimeout(), type.priority());
    }

    /**
     * The limits of one node type.
     *
     * @param slug the first part of the node keys of this type
     * @param min how many workers of the type the cluster keeps
     * @param priority of two types that could hold the same demand, the one with the higher priority is launched
     */
    public record TypeLimits(String type, String slug, int min, int max, Duration idleTimeout, int priority) {
        private TypeLimits withoutMinimum() {
            return new TypeLimits(type, slug, 0, max, idleTimeout, priority);
        }
    }
}
