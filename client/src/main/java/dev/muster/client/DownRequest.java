package dev.muster.client;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param force do not wait for running work
 * @param keepCache leave the program's bundles on the hosts
 * @param saveLogs the nodes' logs are copied into this folder first
 * @param from host of a head that the file does not name any more: what it left goes; empty: the file's own cluster
 * @param person who does it: {@code person@machine}
 */
public record DownRequest(
        ClusterRef cluster,
        Scope scope,
        boolean force,
        boolean keepCache,
        Optional<Path> saveLogs,
        Optional<String> from,
        String person) {
    public enum Scope {
        ALL,
        /** The head stays. */
        WORKERS_ONLY,
        /** The head and each type's minimum stay. */
        ABOVE_MINIMUM
    }
}
