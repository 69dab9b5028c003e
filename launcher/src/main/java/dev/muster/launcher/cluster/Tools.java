package dev.muster.launcher.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.port.Time;
import dev.muster.launcher.head.Endpoint;
import dev.muster.launcher.usecase.KnownCluster;
import java.util.Optional;
import java.util.function.Supplier;

/** What every use case needs of this machine. */
record Tools(Time time, ClusterNotes notes, Supplier<String> sessionIds, Supplier<ClusterId> clusterIds) {
    ClusterId newClusterId() {
        return clusterIds.get();
    }

    KnownCluster known(HeadSite site, Endpoint endpoint, Wish wish) {
        return new KnownCluster(
                site.config().name(),
                endpoint.clusterId().value(),
                site.config().provider().type(),
                site.host().name(),
                Optional.of(wish.request().cluster().file().path()),
                time.now());
    }
}
