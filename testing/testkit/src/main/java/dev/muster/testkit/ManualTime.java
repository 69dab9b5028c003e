package dev.muster.testkit;

import dev.muster.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Time that tests turn. A sleep turns it too and returns at once. Chance comes from a seed. */
public final class ManualTime implements Time {
    private final Random chance;
    private Instant now;
    private Duration wallAhead = Duration.ZERO;

    public ManualTime(Instant now, long seed) {
        this.now = now;
        this.chance = new Random(seed);
    }

    public static ManualTime of(long seed) {
        return new ManualTime(Instant.parse("2026-03-01T12:00:00Z"), seed);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized Instant wallClock() {
        return now.plus(wallAhead);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    /** As {@code date -s} does: the wall clock jumps, the steady clock does not. */
    public synchronized void stepWallClock(Duration step) {
        wallAhead = wallAhead.plus(step);
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration);
    }

    @Override
    public synchronized double chance() {
        return chance.nextDouble();
    }
}
