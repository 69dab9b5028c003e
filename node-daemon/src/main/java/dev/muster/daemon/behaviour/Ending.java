package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/** How far the stop is. */
public sealed interface Ending {
    record NotYet() implements Ending {}

    /**
     * All work is being ended: asked until the grace is over, killed after it.
     *
     * @param next when to look for what is left
     * @param emptyLooks how often nothing was found in a row: one look can miss what forks just then, so it takes two
     */
    record EndingWork(Instant since, Instant next, int emptyLooks) implements Ending {
        static final Duration GRACE = Duration.ofSeconds(10);
        static final Duration PATIENCE = GRACE.plusSeconds(10);
        static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
        static final int LOOKS_NEEDED = 2;
    }

    /** Nothing more is done. */
    record Over() implements Ending {}
}
