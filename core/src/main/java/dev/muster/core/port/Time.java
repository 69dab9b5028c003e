package dev.muster.core.port;

import java.time.Duration;
import java.time.Instant;

/** The only source of time, sleep and random numbers outside of the core, which gets {@code now} as a value. */
public interface Time {
    Instant now();

    void sleep(Duration duration) throws InterruptedException;

    /** Returns a random number in [0, 1), for jitter. */
    double chance();
}
