package dev.muster.autoscaler;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many nodes there may be.
 *
 * @param types by name, in the config's order
 * @param maxWorkers of all types together, the head not counted
 * @param upscalingSpeed see {@link dev.muster.core.config.ClusterConfig}
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

    /** @param slug what node keys of the type begin with */
    public record TypeLimits(String type, String slug, int min, int max, Duration idleTimeout, int priority) {
        private TypeLimits withoutMinimum() {
            return new TypeLimits(type, slug, 0, max, idleTimeout, priority);
        }
    }
}
