package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/**
 * How long the head has not been reached.
 *
 * @param lastContact when the connection was last up
 * @param lease from the last welcome
 * @param isCutOff whether most of the lease has passed without contact and {@link Effect.CutOff} was issued
 */
public record HeadSilence(Instant lastContact, Duration lease, boolean isCutOff) {
    /** The share of the lease after which the daemon acts. The head waits for the whole lease, so the daemon acts first. */
    static final double CUT_OFF_SHARE = 0.8;

    Instant cutOffAt() {
        return lastContact.plusMillis((long) (lease.toMillis() * CUT_OFF_SHARE));
    }
}
