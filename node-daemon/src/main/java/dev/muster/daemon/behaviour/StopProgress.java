package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/** How far the stop is. */
public sealed interface StopProgress {
    record NotYet() implements StopProgress {}

    /**
     * All work is being ended: asked until the grace is over, killed after it.
     *
     * @param next when to look for what is left
     * @param emptyLooks how often nothing was found in a row: one look can miss what forks just then, so it takes two
     */
    record EndingWork(Instant since, Instant next, int emptyLooks) implements StopProgress {
        static final Duration GRACE = Duration.ofSeconds(10);
        static final Duration PATIENCE = GRACE.plusSeconds(10);
        static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
        static final int LOOKS_NEEDED = 2;

        static EndingWork from(Instant now) {
            return new EndingWork(now, now.plus(BETWEEN_LOOKS), 0);
        }

        EndingWork lookingAgain(Instant now) {
            return new EndingWork(since, now.plus(BETWEEN_LOOKS), emptyLooks);
        }

        EndingWork found(int left) {
            return new EndingWork(since, next, left == 0 ? emptyLooks + 1 : 0);
        }

        Effect.Force force(Instant now) {
            return now.isBefore(since.plus(GRACE)) ? Effect.Force.ASK : Effect.Force.KILL;
        }

        boolean isDone() {
            return emptyLooks >= LOOKS_NEEDED;
        }

        boolean isHopeless(Instant now) {
            return !now.isBefore(since.plus(PATIENCE));
        }
    }

    /** All is ended and the head is told so: left until the news had time to leave, or the head hung up. */
    record Parting(Instant leaveAt) implements StopProgress {
        static final Duration TIME_TO_LEAVE = Duration.ofMillis(300);
    }

    /** Nothing more is done. */
    record Over() implements StopProgress {}
}
