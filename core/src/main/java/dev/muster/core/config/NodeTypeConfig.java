package dev.muster.core.config;

import dev.muster.core.NameRules;
import dev.muster.core.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A node type.
 *
 * @param name as in the file
 * @param minWorkers the minimum of this type, not counting the head
 * @param maxWorkers the maximum of this type, not counting the head
 * @param resources the declared resources; the daemon detects the others
 * @param noResources names that are declared to be 0, whatever the daemon detects
 * @param idleTimeout that of this type, or else that of the cluster
 * @param setUpTimeout how long the set-up of one worker may take
 * @param priority if several types fit, the one with the highest priority is launched
 * @param initializationCommands those of this type, or else those of the cluster
 * @param setupCommands all commands for a worker of this type, in order
 */
public record NodeTypeConfig(
        String name,
        int minWorkers,
        int maxWorkers,
        Resources resources,
        Set<String> noResources,
        Map<String, String> labels,
        Duration idleTimeout,
        Duration setUpTimeout,
        int priority,
        List<String> initializationCommands,
        List<String> setupCommands) {
    public static final Duration DEFAULT_SET_UP_TIMEOUT = Duration.ofMinutes(30);

    public NodeTypeConfig {
        noResources = Set.copyOf(noResources);
        labels = Map.copyOf(labels);
        initializationCommands = List.copyOf(initializationCommands);
        setupCommands = List.copyOf(setupCommands);
    }

    /** Creates a type without resources that are declared to be 0, whose set-up may take the usual time. */
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
                DEFAULT_SET_UP_TIMEOUT,
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
                setUpTimeout,
                priority,
                initializationCommands,
                setupCommands);
    }

    /** Returns a form of the name that is safe in paths, keys and certificates. */
    public String slug() {
        return NameRules.slug(name);
    }
}
