package dev.muster.launcher.usecase;

import java.nio.file.Path;
import java.util.Optional;

/**
 * @param force do not wait for running work
 * @param keepCache leave the program's bundles on the hosts
 * @param saveLogs the nodes' logs are copied into this folder first
 * @param person who does it: {@code person@machine}
 */
public record DownRequest(
        ClusterRef cluster, Scope scope, boolean force, boolean keepCache, Optional<Path> saveLogs, String person) {
    public enum Scope {
        ALL,
        /** The head stays. */
        WORKERS_ONLY,
        /** The head and each type's minimum stay. */
        ABOVE_MINIMUM
    }
}
