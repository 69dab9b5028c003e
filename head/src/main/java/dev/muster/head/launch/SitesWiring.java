package dev.muster.head.launch;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.port.Time;
import dev.muster.head.control.HeadPlace;
import dev.muster.head.port.Site;
import dev.muster.head.port.Sites;
import dev.muster.launcher.process.ProcessProvider;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The providers there are, as the head uses them. */
public final class SitesWiring implements Sites {
    private final HeadPlace place;
    private final Function<ClusterConfig, BootstrapSetUp.Site> setUp;
    private final Time time;
    private final Executor threads;
    private @Nullable LocalSitesWiring local;

    /** @param threads a thread for each task */
    public SitesWiring(
            HeadPlace place, Function<ClusterConfig, BootstrapSetUp.Site> setUp, Time time, Executor threads) {
        this.place = place;
        this.setUp = setUp;
        this.time = time;
        this.threads = threads;
    }

    @Override
    public Site open(ClusterConfig config) {
        return switch (config.provider()) {
            case ProviderConfig.ProcessNodes _ ->
                site(config, new ProcessProvider(place.clusterId(), config, place.root()));
            case ProviderConfig.LocalHosts hosts -> local().open(config, hosts, setUp.apply(config));
            case ProviderConfig.NotCarriedOut other -> throw notYet(other);
        };
    }

    /** Made at the first need: only heads with a pool have files of one. */
    private synchronized LocalSitesWiring local() {
        LocalSitesWiring known = local;
        if (known == null) {
            known = new LocalSitesWiring(place, time, threads);
            local = known;
        }
        return known;
    }

    private Site site(ClusterConfig config, NodeProvider provider) {
        return Site.withoutPool(provider, new BootstrapSetUp(setUp.apply(config), provider, config.name(), time));
    }

    private static UserError notYet(ProviderConfig provider) {
        return new UserError("provider.type: " + provider.type() + ": not carried out yet");
    }
}
