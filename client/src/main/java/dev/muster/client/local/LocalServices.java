package dev.muster.client.local;

import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.OperatorSide;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every use case needs of this machine.
 *
 * @param providers opens the provider of a config
 */
public record LocalServices(
        Time time,
        ClusterCache notes,
        Function<ClusterConfig, OperatorSide> providers,
        Supplier<String> sessionIds,
        Supplier<ClusterId> clusterIds) {
    public ClusterId newClusterId() {
        return clusterIds.get();
    }
}
