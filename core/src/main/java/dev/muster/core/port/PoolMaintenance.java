package dev.muster.core.port;

import dev.muster.core.failure.UserError;

/** Regular upkeep of the hosts of a pool: probes unusable hosts again and cleans up removed ones. */
public interface PoolMaintenance {
    PoolMaintenance NONE = _ -> {};

    /**
     * Does what is due now, and returns. It blocks; an interrupt ends it. Called again and again, never twice at once.
     *
     * @param isShort whether the cluster needs more nodes: then hosts that may have become usable are probed more often
     */
    void run(boolean isShort) throws InterruptedException;

    /** Returns whether some hosts have no nodes for a while because nodes failed there. */
    default boolean hasPauses() {
        return false;
    }

    /**
     * Makes no node on the host until it is released. Throws {@link UserError} if there is no such host.
     *
     * @param why who holds it, and what for
     */
    default void hold(String host, String why) {
        throw new UserError(
                "this provider has no host '" + host + "' that can be held", "to remove a node: cluster drain NODE");
    }

    /** Releases a host. Returns whether it was on hold. */
    default boolean release(String host) {
        return false;
    }

    /** Ends all these pauses: an operator may have fixed the cause. */
    default void endPauses() {}
}
