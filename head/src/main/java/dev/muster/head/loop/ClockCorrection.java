package dev.muster.head.loop;

import dev.muster.core.event.Event;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.StateChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Corrects the times in the state when the wall clock was set. The state keeps wall-clock times because they must survive a restart. If that clock is set
 * while the head runs, they are moved with it, so that a pause ends when it would have ended. After a restart nobody knows whether the clock was set:
 * then times in the future become now, and no pause is longer than the longest.
 */
final class ClockCorrection {
    private static final Duration SMALLEST_STEP = Duration.ofSeconds(1);

    private ClockCorrection() {}

    static void record(NodeChanges changes, LoopObservation seen) {
        Instant wall = seen.now().wall();
        if (seen.previous().isEmpty()) {
            endFutureTimes(changes.draft(), wall);
            return;
        }
        Duration step = seen.now().stepSince(seen.previous().get());
        if (step.abs().compareTo(SMALLEST_STEP) > 0) {
            moveTimes(changes, step);
        }
    }

    private static void endFutureTimes(StateChange draft, Instant wall) {
        draft.ledger(draft.ledger().restarted(wall));
        draft.openNodes().stream()
                .filter(row -> row.since().isAfter(wall) || row.requestedAt().isAfter(wall))
                .forEach(row -> draft.put(row.at(earlier(row.since(), wall), earlier(row.requestedAt(), wall))));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static void moveTimes(NodeChanges changes, Duration step) {
        StateChange draft = changes.draft();
        draft.ledger(draft.ledger().shifted(step));
        draft.openNodes().forEach(row -> draft.put(shifted(row, step)));
        String direction = step.isNegative() ? "back" : "forward";
        String text = "the clock of the head's host was set " + direction + " by "
                + step.abs().toSeconds() + " s, or the host slept: timeouts and pauses continue as before";
        changes.write(Event.Kind.HEAD, "clock_set", text, Map.of());
    }

    private static NodeRow shifted(NodeRow row, Duration step) {
        return row.at(row.since().plus(step), row.requestedAt().plus(step));
    }
}
