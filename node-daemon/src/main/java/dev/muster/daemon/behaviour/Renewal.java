package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/** When a new certificate is due, and when it was last asked for. */
public record Renewal(Instant due, Instant askedAt) {
    static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    public static Renewal at(Instant due) {
        return new Renewal(due, Instant.EPOCH);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(due) && !now.isBefore(askedAt.plus(ASK_AGAIN));
    }

    Renewal asked(Instant now) {
        return new Renewal(due, now);
    }
}
