package dev.muster.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The clocks of this machine. The steady clock begins with the wall clock at the start of the process and then follows {@code CLOCK_MONOTONIC}, which
 * stands still while the machine sleeps. The process could not have heard from anyone in that time, so it must not count as silence.
 */
public final class SystemTime implements Time {
    private static final Instant START = Instant.now();
    private static final long START_NANOS = System.nanoTime();

    @Override
    public Instant now() {
        return START.plusNanos(System.nanoTime() - START_NANOS);
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration);
    }

    @Override
    public double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
