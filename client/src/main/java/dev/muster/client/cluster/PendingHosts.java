package dev.muster.client.cluster;

import dev.muster.launcher.provider.local.PoolHostRecord;
import java.util.List;

/** Hosts of the pool that had not answered when the head began to make its workers: they are tried beside that. */
record PendingHosts(List<String> names, Trial trial) {
    static final PendingHosts NONE = new PendingHosts(List.of(), List::of);

    PendingHosts {
        names = List.copyOf(names);
    }

    /** Takes up to the connect deadline. What did not answer then is an answer too. */
    @FunctionalInterface
    interface Trial {
        List<PoolHostRecord> join() throws InterruptedException;
    }
}
