package dev.muster.head.port;

import dev.muster.core.config.ClusterConfig;

/** Builds provider and set-up for a config: asked at the head's start and whenever the config has changed. */
@FunctionalInterface
public interface SiteFactory {
    ClusterSite open(ClusterConfig config);
}
