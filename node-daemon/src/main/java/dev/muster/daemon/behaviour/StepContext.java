package dev.muster.daemon.behaviour;

import java.time.Instant;

/**
 * The time and the random number of one step. The behaviour uses no other clock and no other source of chance.
 *
 * @param chance uniform in [0, 1)
 */
public record StepContext(Instant now, double chance) {
    public StepContext {
        if (!(chance >= 0 && chance < 1)) {
            throw new IllegalArgumentException("chance must be in [0, 1): " + chance);
        }
    }
}
