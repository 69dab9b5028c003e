package dev.muster.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the operator wants {@code down} to stop.
 *
 * @param cluster the cluster
 * @param scope which nodes are stopped
 * @param force whether running work is stopped at once instead of waited for
 * @param keepCache whether the node bundles stay on the hosts
 * @param saveLogs the folder into which the nodes' logs are copied first
 * @param from the host of an earlier head that is no longer in the file, if that head's nodes are to be removed
 * @param requestedBy the operator, as {@code user@machine}
 */
public record DownRequest(
        ClusterRef cluster,
        Scope scope,
        boolean force,
        boolean keepCache,
        Optional<Path> saveLogs,
        Optional<String> from,
        String requestedBy) {
    /** Which nodes are stopped. */
    public enum Scope {
        /** The whole cluster. */
        ALL,
        /** All workers; the head keeps running. */
        WORKERS_ONLY,
        /** The workers above the minimum of their node type; the head keeps running. */
        ABOVE_MINIMUM
    }
}
