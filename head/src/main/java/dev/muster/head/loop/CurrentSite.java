package dev.muster.head.loop;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.ClusterException;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.SiteFactory;
import dev.muster.head.state.AppliedConfig;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The site of the config in force; opened again when that has changed. */
public final class CurrentSite {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSite.class);

    private final SiteFactory sites;
    private long version;
    private Optional<ClusterSite> site = Optional.empty();

    public CurrentSite(SiteFactory sites) {
        this.sites = sites;
    }

    /** Throws {@link ClusterException} where the launcher cannot carry this config out. */
    public ClusterSite check(ClusterConfig config) {
        return sites.open(config);
    }

    /** Empty before the first config, and while the launcher refuses the one there is: that is tried again. */
    public synchronized Optional<ClusterSite> of(Optional<AppliedConfig> configured) {
        if (configured.isPresent() && configured.get().version() != version) {
            try {
                site = Optional.of(sites.open(configured.get().config()));
                version = configured.get().version();
            } catch (ClusterException e) {
                LOG.error("this config uses unsupported settings: {} {}", e.text(), e.hint());
            }
        }
        return site;
    }
}
