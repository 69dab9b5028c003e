package dev.muster.head.launch;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.NodeSetUp;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.SiteFactory;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.Provider;
import dev.muster.launcher.provider.Providers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Opens the launcher's provider for each config. Each provider is opened once in the life of the head, so that it can remember its machines. */
public final class LauncherSites implements SiteFactory {
    private final HeadContext context;
    private final BiFunction<ClusterConfig, NodeProvider, NodeSetUp> bootstraps;
    private final Map<String, Function<ClusterConfig, HeadSide>> opened = new ConcurrentHashMap<>();

    /** @param bootstraps makes the set-up of the provider's machines for a config */
    public LauncherSites(HeadContext context, BiFunction<ClusterConfig, NodeProvider, NodeSetUp> bootstraps) {
        this.context = context;
        this.bootstraps = bootstraps;
    }

    @Override
    public ClusterSite open(ClusterConfig config) {
        Provider provider = Providers.of(config.provider());
        HeadSide side = opened.computeIfAbsent(provider.type(), _ -> provider.onHead(context))
                .apply(config);
        NodeSetUp setUp = side.setUp(bootstraps.apply(config, side.machines()));
        return new ClusterSite(side.machines(), setUp, side::hosts, side::folder, side.maintenance());
    }
}
