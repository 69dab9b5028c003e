package dev.muster.daemon.behaviour;

import java.time.Duration;

/** How long to wait before the head is dialled again: 0.2 s doubled per attempt up to 10 s, of which the second half is left to chance. */
public final class DialBackoff {
    public static final Duration FIRST = Duration.ofMillis(200);
    public static final Duration CAP = Duration.ofSeconds(10);
    private static final int DOUBLINGS_TO_CAP = 6;

    private DialBackoff() {}

    /** @param attempt failed attempts before this one, from 0 */
    public static Duration delay(int attempt, double chance) {
        long longest = FIRST.toMillis() << Math.clamp(attempt, 0, DOUBLINGS_TO_CAP);
        long bounded = Math.min(CAP.toMillis(), longest);
        return Duration.ofMillis(bounded / 2 + (long) (chance * (bounded - bounded / 2)));
    }
}
