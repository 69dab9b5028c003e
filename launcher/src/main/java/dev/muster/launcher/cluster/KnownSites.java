package dev.muster.launcher.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.NodeFolders;
import dev.muster.launcher.host.LocalShellHost;
import dev.muster.launcher.onprem.HeadOnly;
import dev.muster.launcher.onprem.UserHosts;
import dev.muster.launcher.process.ProcessProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The providers there are. */
public final class KnownSites implements Sites {
    private final UserFolders user;
    private final UserHosts.Surroundings surroundings;
    private final Map<ClusterConfig, UserHosts> pools = new ConcurrentHashMap<>();

    public KnownSites(UserFolders user, UserHosts.Surroundings surroundings) {
        this.user = user;
        this.surroundings = surroundings;
    }

    @Override
    public HeadSite head(ClusterConfig config) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes process -> {
                Path root = root(process);
                String folder = new NodeFolders(root.toString(), config.name()).head();
                RemoteHost host = new LocalShellHost(NodeKey.HEAD.value(), Path.of(folder, "home"));
                yield new HeadSite(config, host, Optional.of(root.toString()), this);
            }
            case ProviderConfig.LocalHosts local ->
                new HeadSite(config, hosts(config, local).head().host(), local.stateDir(), this);
            case ProviderConfig.NotCarriedOut other -> throw notYet(other);
        };
    }

    @Override
    public NodeProvider provider(ClusterConfig config, ClusterId clusterId) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes process -> new ProcessProvider(clusterId, config, root(process));
            case ProviderConfig.LocalHosts local -> headOnly(config, hosts(config, local));
            case ProviderConfig.NotCarriedOut other -> throw notYet(other);
        };
    }

    @Override
    public RemoteHost node(ClusterConfig config, NodeAddress node) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes _ ->
                new LocalShellHost(node.machine().host(), Path.of(node.folder(), "home"));
            case ProviderConfig.LocalHosts local ->
                hosts(config, local).named(node.machine().host()).host();
            case ProviderConfig.NotCarriedOut other -> throw notYet(other);
        };
    }

    @Override
    public Optional<UserHosts> pool(ClusterConfig config) {
        return config.provider() instanceof ProviderConfig.LocalHosts local
                ? Optional.of(hosts(config, local))
                : Optional.empty();
    }

    @Override
    public Optional<UserHosts> onlyLooking(ClusterConfig config) {
        return config.provider() instanceof ProviderConfig.LocalHosts local
                ? Optional.of(UserHosts.onlyLooking(surroundings, config, local))
                : Optional.empty();
    }

    /** One for each config, so that keys and jump connections are shared. */
    private UserHosts hosts(ClusterConfig config, ProviderConfig.LocalHosts local) {
        return pools.computeIfAbsent(config, _ -> new UserHosts(surroundings, config, local));
    }

    private static HeadOnly headOnly(ClusterConfig config, UserHosts hosts) {
        String name = hosts.pool().head().host();
        return new HeadOnly(
                config, name, hosts.headAddress(), () -> hosts.head().host());
    }

    private Path root(ProviderConfig.ProcessNodes process) {
        return process.stateDir().map(Path::of).orElse(user.processRoot());
    }

    private static UserError notYet(ProviderConfig provider) {
        return new UserError(
                "provider.type: " + provider.type() + ": not carried out yet", "use provider: {type: process}");
    }
}
