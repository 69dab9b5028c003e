package dev.muster.core.port;

/** What a pool of machines needs from time to time besides its nodes: hosts that could not be used are looked at again, hosts that left are left. */
@FunctionalInterface
public interface PoolMaintenance {
    PoolMaintenance NONE = () -> {};

    /** Does what is due now, and returns. It blocks; an interrupt ends it. Called again and again, never twice at once. */
    void run() throws InterruptedException;
}
