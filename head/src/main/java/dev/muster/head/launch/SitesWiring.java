package dev.muster.head.launch;

import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.Time;
import dev.muster.head.port.Site;
import dev.muster.head.port.Sites;
import dev.muster.launcher.process.ProcessProvider;
import java.nio.file.Path;
import java.util.function.Function;

/** The providers there are, as the head uses them. */
public final class SitesWiring implements Sites {
    private final ClusterId clusterId;
    private final Path root;
    private final Function<ClusterConfig, BootstrapSetUp.Site> setUp;
    private final Time time;

    /** @param root of ours on this host */
    public SitesWiring(ClusterId clusterId, Path root, Function<ClusterConfig, BootstrapSetUp.Site> setUp, Time time) {
        this.clusterId = clusterId;
        this.root = root;
        this.setUp = setUp;
        this.time = time;
    }

    @Override
    public Site open(ClusterConfig config) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes _ -> site(config, new ProcessProvider(clusterId, config, root));
            case ProviderConfig.LocalHosts local -> throw notYet(local);
            case ProviderConfig.NotCarriedOut other -> throw notYet(other);
        };
    }

    private Site site(ClusterConfig config, NodeProvider provider) {
        return Site.withoutPool(provider, new BootstrapSetUp(setUp.apply(config), provider, config.name(), time));
    }

    private static UserError notYet(ProviderConfig provider) {
        return new UserError("provider.type: " + provider.type() + ": not carried out yet");
    }
}
