package dev.muster.daemon.behaviour;

import java.time.Instant;

/**
 * When something happened, and the luck of that moment: the only clock and chance of a decision.
 *
 * @param chance uniform in [0, 1)
 */
public record ClockReading(Instant now, double chance) {
    public ClockReading {
        if (!(chance >= 0 && chance < 1)) {
            throw new IllegalArgumentException("chance is in [0, 1): " + chance);
        }
    }
}
