package dev.muster.launcher.cluster;

import dev.muster.launcher.onprem.Reach;
import java.util.List;

/** Hosts of the pool that had not answered when the head began to make its workers: they are tried beside that. */
interface LateHosts {
    LateHosts NONE = new LateHosts() {
        @Override
        public List<String> names() {
            return List.of();
        }

        @Override
        public List<Reach> join() {
            return List.of();
        }
    };

    List<String> names();

    /** Takes up to the connect deadline. What did not answer then is an answer too. */
    List<Reach> join() throws InterruptedException;
}
