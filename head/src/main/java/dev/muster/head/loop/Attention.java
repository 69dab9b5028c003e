package dev.muster.head.loop;

import dev.muster.core.port.ClockReading;
import dev.muster.head.state.NodeRow;
import java.time.Instant;

/**
 * Since when the head listens without interruption, by the steady clock.
 *
 * @param since silence before it says nothing about a daemon
 * @param graceUntil before it no node counts as lost, and no lost node is removed
 */
record Attention(Instant since, Instant graceUntil) {
    boolean isGrace(Instant steady) {
        return steady.isBefore(graceUntil);
    }

    /** A lost node may still be heard in the turn after the one that recorded it, and while the head listens after an absence. */
    boolean mayActOn(NodeRow lost, ClockReading now) {
        return !isGrace(now.steady()) && lost.since().isBefore(now.wall());
    }
}
