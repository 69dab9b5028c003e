package dev.muster.client;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that an operator can do with clusters, so that the command only reads arguments and prints answers. Every call may throw {@link
 * dev.muster.core.failure.ClusterException}. Interrupting the calling thread ends what runs, cleans up (locks, connections, remote processes) and
 * throws {@code InterruptedException}; running the same call again goes on where it stopped.
 */
public interface Clusters {
    /** Throws {@code InvalidConfig} with every problem of the file; keys that are not supported yet are warnings here. */
    ConfigFile read(Path file);

    /** Looks at every host of the file, side by side, and changes nothing on any of them. A host that cannot be reached is a finding. */
    CheckReport check(ClusterRef cluster) throws InterruptedException;

    /** Looks at what exists, changes nothing. Throws {@code InvalidConfig} for keys that are not supported yet. */
    UpPlan planUp(UpRequest request) throws InterruptedException;

    /** Looks at what exists, changes nothing. A cluster that is not up gives a plan without nodes: that is an answer, not an error. */
    DownPlan planDown(DownRequest request) throws InterruptedException;

    /** A way into a cluster that is up. Throws {@code NoCluster} where there is none. The caller closes it. */
    Session open(ClusterRef cluster) throws InterruptedException;

    /** As {@link #open}, for a use of many nodes: ways to hosts that are surely nodes are begun while the head's host is still asked. */
    default Session openWide(ClusterRef cluster) throws InterruptedException {
        return open(cluster);
    }

    /** What this user has running, from this machine's notes alone: no host is asked. By name. */
    List<KnownCluster> list();
}
