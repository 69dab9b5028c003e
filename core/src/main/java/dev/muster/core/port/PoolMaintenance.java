package dev.muster.core.port;

/** Regular upkeep of the hosts of a pool: probes unusable hosts again and cleans up removed ones. */
@FunctionalInterface
public interface PoolMaintenance {
    PoolMaintenance NONE = () -> {};

    /** Does what is due now, and returns. It blocks; an interrupt ends it. Called again and again, never twice at once. */
    void run() throws InterruptedException;
}
