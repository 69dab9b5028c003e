package dev.muster.daemon;

import dev.muster.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * A clock that nobody can set back: otherwise a node whose clock was an hour fast would say nothing for an hour once it is put right, and count as
 * lost. Set forward, or after the machine slept, it follows.
 */
final class SteadyTime implements Time {
    private final Time time;
    private final Ticker ticker;
    private Instant last;
    private long lastNanos;

    SteadyTime(Time time, Ticker ticker) {
        this.time = time;
        this.ticker = ticker;
        this.last = time.now();
        this.lastNanos = ticker.nanos();
    }

    @Override
    public synchronized Instant now() {
        long nanos = ticker.nanos();
        Instant steady = last.plusNanos(nanos - lastNanos);
        Instant wall = time.now();
        last = wall.isAfter(steady) ? wall : steady;
        lastNanos = nanos;
        return last;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        time.sleep(duration);
    }

    @Override
    public double chance() {
        return time.chance();
    }

    /** Nanoseconds since some moment, never going back. */
    @FunctionalInterface
    interface Ticker {
        long nanos();
    }
}
