package dev.muster.client.cluster;

import dev.muster.client.KnownCluster;
import dev.muster.client.head.HeadEndpoint;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.OperatorSide;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every use case needs of this machine.
 *
 * @param providers opens the provider of a config
 */
record LocalServices(
        Time time,
        ClusterCache notes,
        Function<ClusterConfig, OperatorSide> providers,
        Supplier<String> sessionIds,
        Supplier<ClusterId> clusterIds) {
    ClusterId newClusterId() {
        return clusterIds.get();
    }

    KnownCluster known(HeadHost head, HeadEndpoint endpoint, UpSpec spec) {
        return new KnownCluster(
                head.config().name(),
                endpoint.clusterId().value(),
                head.config().provider().type(),
                head.host().name(),
                Optional.of(spec.request().cluster().file().path()),
                time.wallClock());
    }
}
