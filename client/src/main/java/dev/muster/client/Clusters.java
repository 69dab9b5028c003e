package dev.muster.client;

import java.nio.file.Path;
import java.util.List;

/**
 * Everything that an operator can do with clusters. The CLI only parses arguments and prints results. Every call may throw {@link
 * dev.muster.core.failure.ClusterException}. If the calling thread is interrupted, the call stops, cleans up (locks, connections, remote processes)
 * and throws {@code InterruptedException}; the same call continues from there when it is made again.
 */
public interface Clusters {
    /** Reads a config file. Throws {@code InvalidConfig} with every problem of the file. Keys that are not supported yet are only warnings here. */
    ConfigFile read(Path file);

    /** Checks every host of the config in parallel without changing anything. A host that cannot be reached is a finding, not an exception. */
    CheckReport check(ClusterRef cluster) throws InterruptedException;

    /** Plans an {@code up} without changing anything. Throws {@code InvalidConfig} if the file has keys that are not supported yet. */
    UpPlan planUp(UpRequest request) throws InterruptedException;

    /** Plans a {@code down} without changing anything. For a cluster that is not up, returns a plan without nodes. */
    DownPlan planDown(DownRequest request) throws InterruptedException;

    /** Opens a session with a cluster that is up. Throws {@code NoCluster} if it is not up. The caller closes the session. */
    Session open(ClusterRef cluster) throws InterruptedException;

    /** Does the same as {@link #open}, and connects to the hosts that are probably nodes before the head has answered. Saves time if many nodes are used. */
    default Session openForManyNodes(ClusterRef cluster) throws InterruptedException {
        return open(cluster);
    }

    /** Returns the clusters that this machine has stored, sorted by name. Contacts no host. */
    List<KnownCluster> list();
}
