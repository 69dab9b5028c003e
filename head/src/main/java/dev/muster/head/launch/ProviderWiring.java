package dev.muster.head.launch;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.Time;
import dev.muster.head.api.HeadLocation;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.SiteFactory;
import dev.muster.launcher.provider.process.ProcessProvider;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The providers there are, as the head uses them. */
public final class ProviderWiring implements SiteFactory {
    private final HeadLocation place;
    private final Function<ClusterConfig, BootstrapSetUp.Site> setUp;
    private final Time time;
    private final Executor threads;
    private @Nullable LocalProviderWiring local;

    /** @param threads a thread for each task */
    public ProviderWiring(
            HeadLocation place, Function<ClusterConfig, BootstrapSetUp.Site> setUp, Time time, Executor threads) {
        this.place = place;
        this.setUp = setUp;
        this.time = time;
        this.threads = threads;
    }

    @Override
    public ClusterSite open(ClusterConfig config) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes _ ->
                site(config, new ProcessProvider(place.clusterId(), config, place.root()));
            case ProviderConfig.LocalHosts hosts -> local().open(config, hosts, setUp.apply(config));
            case ProviderConfig.Unsupported other -> throw notYet(other);
        };
    }

    /** Made at the first need: only heads with a pool have files of one. */
    private synchronized LocalProviderWiring local() {
        LocalProviderWiring known = local;
        if (known == null) {
            known = new LocalProviderWiring(place, time, threads);
            local = known;
        }
        return known;
    }

    private ClusterSite site(ClusterConfig config, NodeProvider provider) {
        return ClusterSite.withoutPool(
                provider, new BootstrapSetUp(setUp.apply(config), provider, config.name(), time));
    }

    private static UserError notYet(ProviderConfig provider) {
        return new UserError("provider.type: " + provider.type() + " is not supported yet");
    }
}
