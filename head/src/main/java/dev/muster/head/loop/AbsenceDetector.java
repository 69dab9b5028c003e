package dev.muster.head.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that the head was away: stopped, swapped out, or on a machine that was moved. What daemons sent meanwhile may still be unread then, so the head
 * listens first: everybody's silence counts from the end of the absence on. All instants are of the steady clock; used by the loop's thread alone.
 */
final class AbsenceDetector {
    private static final Duration SLACK = Duration.ofSeconds(1);

    private final HeadTiming timing;
    private final Duration longestRest;
    private Instant turnBegan;
    private Instant turnEnded;
    private Attention attention;

    /** @param longestRest how long the loop may rest between two turns, besides its tick */
    AbsenceDetector(HeadTiming timing, Duration longestRest, Instant now) {
        this.timing = timing;
        this.longestRest = longestRest;
        this.turnBegan = now;
        this.turnEnded = now;
        this.attention = new Attention(now, now.plus(timing.restartGrace()));
    }

    Attention attention() {
        return attention;
    }

    /** A turn begins. @return how long the head was away before it; empty where it was not */
    Optional<Duration> begin(Instant now) {
        Duration pause = Duration.between(turnEnded, now);
        Duration turn = Duration.between(turnBegan, turnEnded);
        boolean wasAway = pause.compareTo(longestPause()) > 0 || turn.compareTo(longestTurn()) > 0;
        Duration away = Duration.between(turnBegan, now);
        turnBegan = now;
        turnEnded = now;
        if (!wasAway) {
            return Optional.empty();
        }
        Instant grace = now.plus(timing.lease());
        attention = new Attention(now, grace.isAfter(attention.graceUntil()) ? grace : attention.graceUntil());
        return Optional.of(away);
    }

    void end(Instant now) {
        turnEnded = now;
    }

    /** A quarter of a shortened lease: a pause that is not noticed must not make anybody look silent. */
    private Duration longestPause() {
        Duration quarter = timing.lease().dividedBy(4);
        Duration slack = quarter.compareTo(SLACK) < 0 ? quarter : SLACK;
        return longestRest.plus(timing.tick()).plus(slack);
    }

    /** Not as strict: a head that is only slow must still notice who is dead. */
    private Duration longestTurn() {
        return timing.lease().dividedBy(2);
    }
}
