package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/** When a new certificate is due, and when it was last requested. */
public record Renewal(Instant due, Instant requestedAt) {
    static final Duration RETRY_AFTER = Duration.ofMinutes(1);

    /** A renewal that was not requested yet. */
    public static Renewal at(Instant due) {
        return new Renewal(due, Instant.EPOCH);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due) && !now.isBefore(requestedAt.plus(RETRY_AFTER));
    }

    Renewal withRequestAt(Instant now) {
        return new Renewal(due, now);
    }
}
