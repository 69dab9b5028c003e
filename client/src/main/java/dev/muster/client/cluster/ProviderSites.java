package dev.muster.client.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.local.HeadOnlyProvider;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import dev.muster.launcher.provider.process.ProcessProvider;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The providers there are. */
public final class ProviderSites implements ClusterSites {
    private final UserFolders user;
    private final OperatorHostConnector.Surroundings surroundings;
    private final Map<ClusterConfig, OperatorHostConnector> pools = new ConcurrentHashMap<>();

    public ProviderSites(UserFolders user, OperatorHostConnector.Surroundings surroundings) {
        this.user = user;
        this.surroundings = surroundings;
    }

    @Override
    public HeadHost head(ClusterConfig config) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes process -> {
                Path root = root(process);
                String folder = new NodeFolders(root.toString(), config.name()).head();
                RemoteHost host = new LocalShellHost(NodeKey.HEAD.value(), Path.of(folder, "home"));
                yield new HeadHost(config, host, Optional.of(root.toString()), this);
            }
            case ProviderConfig.LocalHosts local ->
                new HeadHost(config, hosts(config, local).head().host(), local.stateDir(), this);
            case ProviderConfig.Unsupported other -> throw notYet(other);
        };
    }

    @Override
    public NodeProvider provider(ClusterConfig config, ClusterId clusterId) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes process -> new ProcessProvider(clusterId, config, root(process));
            case ProviderConfig.LocalHosts local -> headOnly(config, hosts(config, local));
            case ProviderConfig.Unsupported other -> throw notYet(other);
        };
    }

    @Override
    public RemoteHost node(ClusterConfig config, NodeAddress node) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes _ ->
                new LocalShellHost(node.machine().host(), Path.of(node.folder(), "home"));
            case ProviderConfig.LocalHosts local ->
                hosts(config, local).named(node.machine().host()).host();
            case ProviderConfig.Unsupported other -> throw notYet(other);
        };
    }

    @Override
    public Optional<OperatorHostConnector> pool(ClusterConfig config) {
        return config.provider() instanceof ProviderConfig.LocalHosts local
                ? Optional.of(hosts(config, local))
                : Optional.empty();
    }

    @Override
    public Optional<OperatorHostConnector> onlyLooking(ClusterConfig config) {
        return config.provider() instanceof ProviderConfig.LocalHosts local
                ? Optional.of(OperatorHostConnector.onlyLooking(surroundings, config, local))
                : Optional.empty();
    }

    /** One for each config, so that keys and jump connections are shared. */
    private OperatorHostConnector hosts(ClusterConfig config, ProviderConfig.LocalHosts local) {
        return pools.computeIfAbsent(config, _ -> new OperatorHostConnector(surroundings, config, local));
    }

    private static HeadOnlyProvider headOnly(ClusterConfig config, OperatorHostConnector hosts) {
        String name = hosts.pool().head().host();
        return new HeadOnlyProvider(
                config, name, hosts.headAddress(), () -> hosts.head().host());
    }

    private Path root(ProviderConfig.ProcessNodes process) {
        return process.stateDir().map(Path::of).orElse(user.processRoot());
    }

    private static UserError notYet(ProviderConfig provider) {
        return new UserError(
                "provider.type: " + provider.type() + " is not supported yet", "use provider: {type: process}");
    }
}
