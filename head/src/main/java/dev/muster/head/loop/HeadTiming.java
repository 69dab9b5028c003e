package dev.muster.head.loop;

import java.time.Duration;

/**
 * The durations that the control loop works with.
 *
 * @param lease how long a daemon may be silent before its node counts as lost
 * @param reportInterval how often a daemon reports
 * @param restartGrace how long daemons have to come back after a start of the head; {@link #graceOf} adds time for each node
 * @param tick how long the loop waits at most between two iterations
 * @param machineLimit how long a machine may be pending
 * @param joinLimit how long a daemon may take to join after the set-up
 * @param drainLimit how long the work of the engine may run on a node that is drained, before the node is ended all the same
 */
public record HeadTiming(
        Duration lease,
        Duration reportInterval,
        Duration restartGrace,
        Duration tick,
        Duration machineLimit,
        Duration joinLimit,
        Duration drainLimit) {
    public static final HeadTiming DEFAULT = new HeadTiming(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofSeconds(60),
            Duration.ofHours(1));

    /** How many nodes can connect in one lease, with a wide margin: each needs a TLS handshake, and all may come at once. */
    private static final int NODES_IN_A_LEASE = 1_000;

    /** Returns a grace that is long enough for this number of nodes to connect again. */
    Duration graceOf(Duration base, int nodes) {
        return base.plus(lease.multipliedBy(nodes).dividedBy(NODES_IN_A_LEASE));
    }

    /** Returns shorter durations for tests: everything that waits for a silent daemon follows from its lease. */
    public HeadTiming withLease(Duration newLease) {
        Duration fifth = newLease.dividedBy(5);
        return new HeadTiming(
                newLease,
                fifth,
                newLease.multipliedBy(3).dividedBy(2),
                fifth.compareTo(tick) < 0 ? fifth : tick,
                machineLimit,
                joinLimit,
                drainLimit);
    }
}
