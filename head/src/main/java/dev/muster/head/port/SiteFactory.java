package dev.muster.head.port;

import dev.muster.core.config.ClusterConfig;

/** Opens the site of a config: at the start of the head, and again whenever the config has changed. */
@FunctionalInterface
public interface SiteFactory {
    /** @throws dev.muster.core.failure.ClusterException if the launcher does not support this config */
    ClusterSite open(ClusterConfig config);
}
