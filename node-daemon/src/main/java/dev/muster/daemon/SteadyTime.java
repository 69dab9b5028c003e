package dev.muster.daemon;

import dev.muster.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * The daemon's steady clock. Nobody can set it back: otherwise a node whose clock was an hour fast would say nothing for an hour once it is put right, and
 * count as lost. After the machine slept it has moved on, because the head counted that time as silence; so it follows a clock that is set forward too.
 */
final class SteadyTime implements Time {
    private final Time time;
    private final Ticker ticker;
    private Instant last;
    private long lastNanos;

    SteadyTime(Time time, Ticker ticker) {
        this.time = time;
        this.ticker = ticker;
        this.last = time.wallClock();
        this.lastNanos = ticker.nanos();
    }

    @Override
    public synchronized Instant now() {
        long nanos = ticker.nanos();
        Instant steady = last.plusNanos(nanos - lastNanos);
        Instant wall = time.wallClock();
        last = wall.isAfter(steady) ? wall : steady;
        lastNanos = nanos;
        return last;
    }

    @Override
    public Instant wallClock() {
        return time.wallClock();
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
