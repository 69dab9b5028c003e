package dev.muster.core;

import java.time.Duration;

/**
 * How long to wait before the next attempt: the first delay, doubled with each failed attempt, up to a cap. Delays have a resolution of
 * one millisecond.
 *
 * @param first delay after the first failed attempt, at least 1 ms
 * @param cap the longest delay, at least {@code first}
 * @param jitter share of each delay that is left to chance, from 0 to 1, so that many callers do not come back at the same moment
 */
public record Backoff(Duration first, Duration cap, double jitter) {
    public Backoff {
        if (first.toMillis() < 1 || cap.compareTo(first) < 0 || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("invalid backoff: " + first + ", " + cap + ", " + jitter);
        }
    }

    /** A backoff without jitter. */
    public Backoff(Duration first, Duration cap) {
        this(first, cap, 0);
    }

    /**
     * Returns the full delay, before jitter.
     *
     * @param attempt how many attempts have failed in a row; less than 1 counts as 1
     */
    public Duration delay(int attempt) {
        return Duration.ofMillis(fullMillis(attempt));
    }

    /**
     * Returns a delay between the full one and the full one less its share of jitter.
     *
     * @param attempt how many attempts have failed in a row; less than 1 counts as 1
     * @param chance a random number in [0, 1), of which 0 gives the shortest delay
     */
    public Duration delay(int attempt, double chance) {
        long full = fullMillis(attempt);
        long spread = (long) (full * jitter);
        return Duration.ofMillis(full - spread + (long) (chance * spread));
    }

    /** Plain arithmetic, because the daemon uses it at its start and {@code Duration.multipliedBy} loads BigDecimal. */
    private long fullMillis(int attempt) {
        long longest = cap.toMillis();
        long delay = first.toMillis();
        for (int failed = 1; failed < attempt && delay < longest; failed++) {
            delay = delay > longest / 2 ? longest : delay * 2;
        }
        return delay;
    }
}
