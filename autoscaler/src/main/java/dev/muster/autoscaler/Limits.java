package dev.muster.autoscaler;

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

    /** @param slug what node keys of the type begin with */
    public record TypeLimits(String type, String slug, int min, int max, Duration idleTimeout, int priority) {}
}
