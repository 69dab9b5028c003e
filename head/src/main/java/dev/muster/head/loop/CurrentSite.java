package dev.muster.head.loop;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.ClusterException;
import dev.muster.head.port.ClusterSite;
import dev.muster.head.port.SiteFactory;
import dev.muster.head.state.AppliedConfig;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The opened provider and set-up of the applied config. They are opened again when the config has changed. */
public final class CurrentSite {
    private static final Logger LOG = LoggerFactory.getLogger(CurrentSite.class);

    private final SiteFactory sites;
    private long version;
    private Optional<ClusterSite> site = Optional.empty();
    /** The version of the config whose failure has been logged. */
    private long loggedVersion;

    public CurrentSite(SiteFactory sites) {
        this.sites = sites;
    }

    /**
     * Opens a site for a config that is not applied yet.
     *
     * @throws ClusterException if the launcher does not support this config
     */
    public ClusterSite check(ClusterConfig config) {
        return sites.open(config);
    }

    /** Returns the site; empty before the first config, and while the launcher does not support it. Each call tries again. */
    public synchronized Optional<ClusterSite> of(Optional<AppliedConfig> applied) {
        if (applied.isPresent() && applied.get().version() != version) {
            try {
                site = Optional.of(sites.open(applied.get().config()));
                version = applied.get().version();
            } catch (ClusterException e) {
                if (applied.get().version() != loggedVersion) {
                    loggedVersion = applied.get().version();
                    LOG.error("cannot open the provider of this config: {} {}", e.text(), e.hint());
                }
            }
        }
        return site;
    }
}
