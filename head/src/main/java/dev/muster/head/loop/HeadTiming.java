package dev.muster.head.loop;

import java.time.Duration;

/**
 * The durations that the control loop works with.
 *
 * @param lease how long a daemon may be silent before its node counts as lost
 * @param reportInterval how often a daemon reports
 * @param restartGrace how long daemons have to come back after a start of the head
 * @param tick how long the loop waits at most between two iterations
 * @param machineLimit how long a machine may be pending
 * @param setUpLimit how long the set-up of one node may take
 * @param joinLimit how long a daemon may take to join after the set-up
 * @param drainLimit how long the work of the engine may run on a node that is drained, before the node is ended all the same
 */
public record HeadTiming(
        Duration lease,
        Duration reportInterval,
        Duration restartGrace,
        Duration tick,
        Duration machineLimit,
        Duration setUpLimit,
        Duration joinLimit,
        Duration drainLimit) {
    public static final HeadTiming DEFAULT = new HeadTiming(
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofSeconds(60),
            Duration.ofHours(1));

    /** Returns shorter durations for tests: everything that waits for a silent daemon follows from its lease. */
    public HeadTiming withLease(Duration newLease) {
        Duration fifth = newLease.dividedBy(5);
        return new HeadTiming(
                newLease,
                fifth,
                newLease.multipliedBy(3).dividedBy(2),
                fifth.compareTo(tick) < 0 ? fifth : tick,
                machineLimit,
                setUpLimit,
                joinLimit,
                drainLimit);
    }
}
