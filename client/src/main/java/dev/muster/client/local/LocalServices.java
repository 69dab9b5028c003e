package dev.muster.client.local;

import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.OperatorSide;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every use case needs from this machine.
 *
 * @param time the clock
 * @param cache the clusters that this machine knows
 * @param providers returns the provider of a config
 * @param sessionIds returns a new session ID at each call
 * @param clusterIds returns a new cluster ID at each call
 */
public record LocalServices(
        Time time,
        ClusterCache cache,
        Function<ClusterConfig, OperatorSide> providers,
        Supplier<String> sessionIds,
        Supplier<ClusterId> clusterIds) {
    /** Returns a new cluster ID. */
    public ClusterId newClusterId() {
        return clusterIds.get();
    }
}
