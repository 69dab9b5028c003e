package dev.muster.head.loop;

import dev.muster.core.event.Event;
import dev.muster.core.port.ClockReading;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The state keeps times of the wall clock, because they outlive the process. When that clock is set while the head runs, they are moved with it, so that
 * a pause ends when it would have ended. After a restart nobody knows whether it was set: then no time lies in the future, and no pause is longer than
 * the longest.
 */
final class ClockCorrection {
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private final StateChange draft;

    ClockCorrection(StateChange draft) {
        this.draft = draft;
    }

    /** @param last reading of this process; empty in its first turn */
    void fold(Optional<ClockReading> last, ClockReading now) {
        if (last.isEmpty()) {
            restarted(now.wall());
            return;
        }
        Duration step = now.stepSince(last.get());
        if (step.abs().compareTo(NOTICED) > 0) {
            moved(step, now.wall());
        }
    }

    private void restarted(Instant wall) {
        draft.ledger(draft.ledger().restarted(wall));
        draft.openNodes().stream()
                .filter(row -> row.since().isAfter(wall) || row.requestedAt().isAfter(wall))
                .forEach(row -> draft.put(row.at(earlier(row.since(), wall), earlier(row.requestedAt(), wall))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void moved(Duration step, Instant wall) {
        draft.ledger(draft.ledger().shifted(step));
        draft.openNodes().forEach(row -> draft.put(shifted(row, step)));
        String direction = step.isNegative() ? "back" : "forward";
        String text = "the clock of the head's host was set " + direction + " by "
                + step.abs().toSeconds() + " s, or the host slept: timeouts and pauses go on as before";
        draft.write(
                new Event(0, wall, Event.Kind.HEAD, Optional.empty(), Optional.empty(), "clock_set", text, Map.of()));
    }

    private static NodeRow shifted(NodeRow row, Duration step) {
        return row.at(row.since().plus(step), row.requestedAt().plus(step));
    }
}
