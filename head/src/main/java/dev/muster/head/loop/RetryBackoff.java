package dev.muster.head.loop;

import java.time.Duration;

/** How long to wait before the next attempt: one second, doubled each time, a minute at most. */
final class RetryBackoff {
    private static final int DOUBLINGS = 6;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private RetryBackoff() {}

    /** @param attempts that failed in a row, at least 1 */
    static Duration after(int attempts) {
        Duration wait = Duration.ofSeconds(1L << Math.min(attempts - 1, DOUBLINGS));
        return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    }
}
