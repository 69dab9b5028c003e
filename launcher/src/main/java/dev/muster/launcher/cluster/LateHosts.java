package dev.muster.launcher.cluster;

import dev.muster.launcher.onprem.Reach;
import java.util.List;

/** Hosts of the pool that had not answered when the head began to make its workers: they are tried beside that. */
record LateHosts(List<String> names, Trial trial) {
    static final LateHosts NONE = new LateHosts(List.of(), List::of);

    LateHosts {
        names = List.copyOf(names);
    }

    /** Takes up to the connect deadline. What did not answer then is an answer too. */
    @FunctionalInterface
    interface Trial {
        List<Reach> join() throws InterruptedException;
    }
}
