package dev.muster.cli;

import dev.muster.core.port.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still. A sleep only yields, so that other threads can run. */
final class FakeTime implements Time {
    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public Instant wallClock() {
        return NOW;
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Thread.yield();
    }

    @Override
    public double chance() {
        return 0.5;
    }
}
