package dev.muster.head.launch;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.Time;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.SiteFactory;
import dev.muster.launcher.provider.HeadContext;
import dev.muster.launcher.provider.HeadSide;
import dev.muster.launcher.provider.Provider;
import dev.muster.launcher.provider.Providers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Opens the provider of each config. A provider is opened once in the head's life, so that it can keep what it knows of its machines. */
public final class ProviderWiring implements SiteFactory {
    private final HeadContext context;
    private final Function<ClusterConfig, BootstrapSetUp.Site> setUp;
    private final Time time;
    private final Map<String, Function<ClusterConfig, HeadSide>> open = new ConcurrentHashMap<>();

    public ProviderWiring(HeadContext context, Function<ClusterConfig, BootstrapSetUp.Site> setUp) {
        this.context = context;
        this.setUp = setUp;
        this.time = context.time();
    }

    @Override
    public ClusterSite open(ClusterConfig config) {
        Provider provider = Providers.of(config.provider());
        HeadSide side = open.computeIfAbsent(provider.type(), _ -> provider.onHead(context))
                .apply(config);
        BootstrapSetUp bootstrap = new BootstrapSetUp(setUp.apply(config), side.machines(), config.name(), time);
        return new ClusterSite(side.machines(), side.setUp(bootstrap), side::hosts, side::folder, side.maintenance());
    }
}
