package dev.muster.head.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Notices that the head was away: stopped, swapped out, or on a machine that was suspended. Reports that daemons sent meanwhile may still be unread then.
 * So the head listens first: the silence of every daemon counts from the end of the absence. All instants are of the steady clock; only the loop's thread
 * uses this class.
 */
final class HeadPauseDetector {
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final HeadTiming timing;
    private final Duration longestRest;
    private final IntSupplier nodes;
    private Instant began;
    private Instant ended;
    private ListeningPeriod listening;

    /**
     * @param longestRest how long the loop may rest between two iterations, in addition to its tick
     * @param nodes returns how many nodes may have to connect again
     */
    HeadPauseDetector(HeadTiming timing, Duration longestRest, IntSupplier nodes, Instant now) {
        this.timing = timing;
        this.nodes = nodes;
        this.longestRest = longestRest;
        this.began = now;
        this.ended = now;
        this.listening = new ListeningPeriod(now, graceFrom(now, timing.restartGrace()), Optional.empty());
    }

    /** An iteration begins. */
    ListeningPeriod begin(Instant now) {
        Duration pause = Duration.between(ended, now);
        Duration iteration = Duration.between(began, ended);
        boolean wasAway = pause.compareTo(longestPause()) > 0 || iteration.compareTo(longestIteration()) > 0;
        listening = wasAway
                ? startedAgain(now, Duration.between(began, now))
                : new ListeningPeriod(listening.since(), listening.graceUntil(), Optional.empty());
        began = now;
        ended = now;
        return listening;
    }

    private ListeningPeriod startedAgain(Instant now, Duration absence) {
        Instant grace = graceFrom(now, timing.lease());
        boolean isLonger = grace.isAfter(listening.graceUntil());
        return new ListeningPeriod(now, isLonger ? grace : listening.graceUntil(), Optional.of(absence));
    }

    private Instant graceFrom(Instant now, Duration base) {
        return now.plus(timing.graceOf(base, nodes.getAsInt()));
    }

    /** The iteration has ended, or failed. */
    void end(Instant now) {
        ended = now;
    }

    /** The slack is a quarter of a short lease: a pause that goes unnoticed must not make any daemon look silent. */
    private Duration longestPause() {
        Duration quarter = timing.lease().dividedBy(4);
        Duration slack = quarter.compareTo(SLACK) < 0 ? quarter : SLACK;
        return longestRest.plus(timing.tick()).plus(slack);
    }

    /** This is less strict: a head that is only slow must still notice lost nodes. */
    private Duration longestIteration() {
        return timing.lease().dividedBy(2);
    }
}
