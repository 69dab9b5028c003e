package dev.muster.core.config;

import dev.muster.core.NameRules;
import dev.muster.core.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kind of node.
 *
 * @param name as in the file; Ray sees it so
 * @param minWorkers of this type, the head not counted
 * @param maxWorkers of this type, the head not counted
 * @param resources declared amounts; what is not declared is found out by the daemon
 * @param noResources names that are declared to be 0: a node has none of them, whatever the daemon finds
 * @param idleTimeout this type's own, or the cluster's
 * @param priority the higher the sooner chosen, where several types would do
 * @param initializationCommands this type's own, or the cluster's
 * @param setupCommands all that apply to a worker of this type, in order
 */
public record NodeTypeConfig(
        String name,
        int minWorkers,
        int maxWorkers,
        Resources resources,
        Set<String> noResources,
        Map<String, String> labels,
        Duration idleTimeout,
        int priority,
        List<String> initializationCommands,
        List<String> setupCommands) {
    public NodeTypeConfig {
        noResources = Set.copyOf(noResources);
        labels = Map.copyOf(labels);
        initializationCommands = List.copyOf(initializationCommands);
        setupCommands = List.copyOf(setupCommands);
    }

    /** Nothing declared to be 0. */
    public NodeTypeConfig(
            String name,
            int minWorkers,
            int maxWorkers,
            Resources resources,
            Map<String, String> labels,
            Duration idleTimeout,
            int priority,
            List<String> initializationCommands,
            List<String> setupCommands) {
        this(
                name,
                minWorkers,
                maxWorkers,
                resources,
                Set.of(),
                labels,
                idleTimeout,
                priority,
                initializationCommands,
                setupCommands);
    }

    public NodeTypeConfig withWorkers(int min, int max) {
        return new NodeTypeConfig(
                name,
                min,
                max,
                resources,
                noResources,
                labels,
                idleTimeout,
                priority,
                initializationCommands,
                setupCommands);
    }

    /** Safe in paths, keys and certificates. */
    public String slug() {
        return NameRules.slug(name);
    }
}
