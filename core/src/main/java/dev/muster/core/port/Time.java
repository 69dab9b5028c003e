package dev.muster.core.port;

import java.time.Duration;
import java.time.Instant;

/**
 * The only source of time, sleep and random numbers outside of the core, which gets {@code now} as a value. There are two clocks: {@link #now} for
 * everything that waits, {@link #wallClock} for what people read, for files of other programs and for certificates. An instant of one must not be
 * compared with an instant of the other: {@link ClockReading} converts.
 */
public interface Time {
    /** The steady clock: it never steps, whatever is done to the machine's clock. Use it for every timeout, pause and duration. */
    Instant now();

    /** The machine's clock, which may be set back or forward at any time. */
    Instant wallClock();

    /** Both clocks at the same moment. */
    default ClockReading reading() {
        return new ClockReading(now(), wallClock());
    }

    void sleep(Duration duration) throws InterruptedException;

    /** Returns a random number in [0, 1), for jitter. */
    double chance();
}
