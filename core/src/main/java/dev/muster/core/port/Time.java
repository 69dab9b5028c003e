package dev.muster.core.port;

import java.time.Duration;
import java.time.Instant;

/** The only source of clock, sleep and chance in the shell; the core gets {@code now} as a value. */
public interface Time {
    Instant now();

    void sleep(Duration duration) throws InterruptedException;

    /** Uniform in [0, 1): for jitter. */
    double chance();
}
