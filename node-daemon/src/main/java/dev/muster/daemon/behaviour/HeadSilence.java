package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the head has not been reached.
 *
 * @param lastContact when the link last stood
 * @param lease as the last welcome gave it
 * @param cutOff the lease ran out in silence, and that was acted on
 */
public record HeadSilence(Instant lastContact, Duration lease, boolean cutOff) {
    /** Part of the lease after which a silent node acts: before the head, which waits for the whole of it. */
    static final double ACT_AFTER = 0.8;

    Instant actAt() {
        return lastContact.plusMillis((long) (lease.toMillis() * ACT_AFTER));
    }
}
