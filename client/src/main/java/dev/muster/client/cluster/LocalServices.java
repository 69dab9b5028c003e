package dev.muster.client.cluster;

import dev.muster.client.KnownCluster;
import dev.muster.client.head.HeadEndpoint;
import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import java.util.Optional;
import java.util.function.Supplier;

/** What every use case needs of this machine. */
record LocalServices(Time time, ClusterCache notes, Supplier<String> sessionIds, Supplier<ClusterId> clusterIds) {
    ClusterId newClusterId() {
        return clusterIds.get();
    }

    KnownCluster known(HeadHost site, HeadEndpoint endpoint, UpSpec wish) {
        return new KnownCluster(
                site.config().name(),
                endpoint.clusterId().value(),
                site.config().provider().type(),
                site.host().name(),
                Optional.of(wish.request().cluster().file().path()),
                time.wallClock());
    }
}
