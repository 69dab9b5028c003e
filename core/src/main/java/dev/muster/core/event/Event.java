package dev.muster.core.event;

import dev.muster.core.NodeKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the journal: what was done, decided or seen, and why. It is written before the action that it announces.
 *
 * @param sequence starts at 1 and has no gaps; 0 before it is written
 * @param step the bootstrap step, for events of that kind
 * @param state the new state: that of a node, or {@code started}, {@code done}, {@code skipped}, {@code failed}
 * @param message the reason, for display; it never contains a secret
 * @param details for programs: {@code seconds}, {@code decision}, {@code code}, {@code operator} and others that {@code docs/json.md} lists
 */
public record Event(
        long sequence,
        Instant at,
        Kind kind,
        Optional<NodeKey> node,
        Optional<String> step,
        String state,
        String message,
        Map<String, String> details) {

    /**
     * What the event is about. {@code STEP}: a bootstrap step. {@code NODE}: the state of a node changed. {@code DECISION}: the autoscaler
     * took an action. {@code REFUSAL}: it did not. {@code REQUEST}: standing demand changed. {@code CONFIG}: the config changed. {@code
     * HEAD}: the control plane itself.
     */
    public enum Kind {
        STEP,
        NODE,
        DECISION,
        REFUSAL,
        REQUEST,
        CONFIG,
        HEAD;

        /** Returns the name as JSON and the wire contain it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Event {
        details = Map.copyOf(details);
    }

    public static Event of(Instant at, Kind kind, NodeKey node, String state, String message) {
        return new Event(0, at, kind, Optional.of(node), Optional.empty(), state, message, Map.of());
    }

    public static Event of(Instant at, Kind kind, String state, String message) {
        return new Event(0, at, kind, Optional.empty(), Optional.empty(), state, message, Map.of());
    }

    public Event withSequence(long number) {
        return new Event(number, at, kind, node, step, state, message, details);
    }

    public Event withDetails(Map<String, String> newDetails) {
        return new Event(sequence, at, kind, node, step, state, message, newDetails);
    }
}
