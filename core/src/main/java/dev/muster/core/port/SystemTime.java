package dev.muster.core.port;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The machine's own time. The steady clock begins with the machine's clock at the start of the process and then follows {@code CLOCK_MONOTONIC}, which
 * stands still while the machine sleeps: this process could not have heard anybody then, so that time must not count as anybody's silence.
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
