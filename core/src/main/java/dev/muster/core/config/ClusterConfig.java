package dev.muster.core.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cluster file after it was read and validated, with every default filled in.
 *
 * @param types by name, in the order of the file; contains {@code headType}
 * @param maxWorkers the maximum of all types together, not counting the head
 * @param upscalingSpeed how many nodes may start at the same time, as a multiple of those that are up; at least five of a type may always start
 * @param idleTimeout the time after which an idle worker above the minimum is removed
 */
public record ClusterConfig(
        String name,
        ProviderConfig provider,
        AuthConfig auth,
        Map<String, NodeTypeConfig> types,
        String headType,
        int maxWorkers,
        double upscalingSpeed,
        Duration idleTimeout,
        EnvironmentConfig environment,
        FilesConfig files,
        CommandsConfig commands,
        EngineConfig engine) {
    public ClusterConfig {
        types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
        if (!types.containsKey(headType)) {
            throw new IllegalArgumentException("the head's type '" + headType + "' is not among the types");
        }
    }

    /** @throws IllegalArgumentException if there is no such type */
    public NodeTypeConfig type(String type) {
        NodeTypeConfig found = types.get(type);
        if (found == null) {
            throw new IllegalArgumentException("no node type '" + type + "'");
        }
        return found;
    }

    public NodeTypeConfig head() {
        return type(headType);
    }

    /** Returns how many workers are kept when idle. */
    public int minWorkers() {
        return types.values().stream().mapToInt(NodeTypeConfig::minWorkers).sum();
    }

    public ClusterConfig withName(String newName) {
        return new ClusterConfig(
                newName,
                provider,
                auth,
                types,
                headType,
                maxWorkers,
                upscalingSpeed,
                idleTimeout,
                environment,
                files,
                commands,
                engine);
    }

    public ClusterConfig withProvider(ProviderConfig newProvider) {
        return new ClusterConfig(
                name,
                newProvider,
                auth,
                types,
                headType,
                maxWorkers,
                upscalingSpeed,
                idleTimeout,
                environment,
                files,
                commands,
                engine);
    }

    public ClusterConfig withTypes(Map<String, NodeTypeConfig> newTypes, int newMaxWorkers) {
        return new ClusterConfig(
                name,
                provider,
                auth,
                newTypes,
                headType,
                newMaxWorkers,
                upscalingSpeed,
                idleTimeout,
                environment,
                files,
                commands,
                engine);
    }

    public ClusterConfig withEngine(EngineConfig newEngine) {
        return new ClusterConfig(
                name,
                provider,
                auth,
                types,
                headType,
                maxWorkers,
                upscalingSpeed,
                idleTimeout,
                environment,
                files,
                commands,
                newEngine);
    }
}
