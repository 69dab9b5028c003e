package dev.muster.daemon.behaviour;

import java.time.Duration;
import java.time.Instant;

/** How far the daemon is with stopping. */
public sealed interface StopProgress {
    /** No stop was requested. */
    record NotStopping() implements StopProgress {}

    /**
     * The work of the node is being ended: with SIGTERM during the grace period, with SIGKILL after it.
     *
     * @param next when to check again for remaining processes
     * @param emptyChecks how many checks in a row found nothing. One check can miss a process that is just being forked, so two are needed.
     */
    record EndingWork(Instant since, Instant next, int emptyChecks) implements StopProgress {
        static final Duration GRACE = Duration.ofSeconds(10);
        static final Duration TIMEOUT = GRACE.plusSeconds(10);
        static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
        static final int EMPTY_CHECKS_NEEDED = 2;

        static EndingWork from(Instant now) {
            return new EndingWork(now, now.plus(CHECK_INTERVAL), 0);
        }

        EndingWork withNextCheck(Instant now) {
            return new EndingWork(since, now.plus(CHECK_INTERVAL), emptyChecks);
        }

        EndingWork withRemaining(int remaining) {
            return new EndingWork(since, next, remaining == 0 ? emptyChecks + 1 : 0);
        }

        Effect.EndSignal signal(Instant now) {
            return now.isBefore(since.plus(GRACE)) ? Effect.EndSignal.TERMINATE : Effect.EndSignal.KILL;
        }

        boolean hasNoWorkLeft() {
            return emptyChecks >= EMPTY_CHECKS_NEEDED;
        }

        boolean isTimedOut(Instant now) {
            return !now.isBefore(since.plus(TIMEOUT));
        }
    }

    /** All work has ended and the last report was sent. The daemon exits at {@code exitAt}, or as soon as the head closes the connection. */
    record SendingLastReport(Instant exitAt) implements StopProgress {
        static final Duration FLUSH_TIME = Duration.ofMillis(300);
    }

    /** The daemon exits and does nothing more. */
    record Ended() implements StopProgress {}
}
