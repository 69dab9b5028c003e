package dev.muster.head.loop;

import dev.muster.core.port.ClockReading;
import dev.muster.head.state.NodeRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when the head has listened to daemons without interruption. The instants are of the steady clock.
 *
 * @param since start of the period; a daemon's silence before it means nothing
 * @param graceUntil until then no node counts as lost, and no lost node is removed
 * @param absence how long the head was away directly before this iteration; empty if it was not
 */
record ListeningPeriod(Instant since, Instant graceUntil, Optional<Duration> absence) {
    boolean isGrace(Instant steady) {
        return steady.isBefore(graceUntil);
    }

    /** Whether a lost node may be removed or repaired. Its daemon may still be heard in the next iteration, or while the head listens after an absence. */
    boolean mayActOn(NodeRow lost, ClockReading now) {
        return !isGrace(now.steady()) && lost.since().isBefore(now.wall());
    }
}
