package dev.muster.head;

import dev.muster.config.provider.ProcessNodes;
import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Configs whose text is {@code MIN MAX IDLE_SECONDS [LABEL [SET_UP_MINUTES or HOST,...]]}: a type {@code cpu} with 2 CPUs, and the head's. With hosts, the
 * provider lists them.
 */
public final class TestConfigs {
    private TestConfigs() {}

    public static ClusterConfig read(String text) {
        String[] parts = text.split(" ");
        if (parts.length < 3) {
            throw new UserError("not a test's config: " + text);
        }
        Duration idle = Duration.ofSeconds(Long.parseLong(parts[2]));
        Map<String, NodeTypeConfig> types = new LinkedHashMap<>();
        types.put("head", type("head", 0, 0, idle, Map.of()));
        int max = Integer.parseInt(parts[1]);
        Map<String, String> labels = parts.length > 3 ? Map.of("rack", parts[3]) : Map.of();
        boolean isMinutes = parts.length > 4 && parts[4].matches("[0-9]+");
        NodeTypeConfig cpu = type("cpu", Integer.parseInt(parts[0]), max, idle, labels);
        types.put("cpu", isMinutes ? withSetUpMinutes(cpu, Long.parseLong(parts[4])) : cpu);
        return config(
                types,
                max,
                idle,
                parts.length > 4 && !isMinutes ? new ListedMachines(parts[4]) : new ProcessNodes(0, Optional.empty()));
    }

    private record ListedMachines(String hosts) implements ProviderConfig {
        @Override
        public String type() {
            return "listed";
        }

        @Override
        public int headPort() {
            return 0;
        }

        @Override
        public Optional<String> stateDir() {
            return Optional.empty();
        }

        @Override
        public Optional<List<HostConfig>> listedHosts() {
            return Optional.of(
                    Stream.of(hosts.split(",")).map(ListedMachines::host).toList());
        }

        private static HostConfig host(String name) {
            return new HostConfig(
                    name,
                    Optional.empty(),
                    OptionalInt.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    "cpu",
                    Resources.NONE,
                    Map.of());
        }
    }

    private static NodeTypeConfig type(String name, int min, int max, Duration idle, Map<String, String> labels) {
        return new NodeTypeConfig(name, min, max, Resources.of("CPU", 2), labels, idle, 0, List.of(), List.of());
    }

    private static NodeTypeConfig withSetUpMinutes(NodeTypeConfig type, long minutes) {
        return new NodeTypeConfig(
                type.name(),
                type.minWorkers(),
                type.maxWorkers(),
                type.resources(),
                type.noResources(),
                type.labels(),
                type.idleTimeout(),
                Duration.ofMinutes(minutes),
                type.priority(),
                type.initializationCommands(),
                type.setupCommands());
    }

    private static ClusterConfig config(
            Map<String, NodeTypeConfig> types, int max, Duration idle, ProviderConfig provider) {
        return new ClusterConfig(
                "c1",
                provider,
                AuthConfig.NONE,
                types,
                "head",
                max,
                100.0,
                idle,
                EnvironmentConfig.NONE,
                FilesConfig.NONE,
                CommandsConfig.NONE,
                EngineConfig.NATIVE);
    }
}
