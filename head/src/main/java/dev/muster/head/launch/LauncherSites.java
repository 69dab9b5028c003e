package dev.muster.head.launch;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.NodeProvider;
import dev.muster.head.port.Site;
import dev.muster.head.port.Sites;
import dev.muster.launcher.process.ProcessProvider;
import java.util.Optional;

/** The providers there are, as the head uses them. */
public final class LauncherSites implements Sites {
    private final HeadContext context;

    public LauncherSites(HeadContext context) {
        this.context = context;
    }

    @Override
    public Site open(ClusterConfig config) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes _ -> {
                NodeProvider provider = new ProcessProvider(context.clusterId(), config, context.root());
                yield Site.withoutPool(
                        provider,
                        new LauncherSetUp(
                                context, provider, Optional.of(context.root().toString())));
            }
            case ProviderConfig.LocalHosts local -> throw notYet(local);
            case ProviderConfig.NotCarriedOut other -> throw notYet(other);
        };
    }

    private static UserError notYet(ProviderConfig provider) {
        return new UserError("provider.type: " + provider.type() + ": not carried out yet");
    }
}
