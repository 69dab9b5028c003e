package dev.muster.core.event;

import dev.muster.core.NodeKey;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the journal: what was done, decided or seen, and why. Written before the act it announces.
 *
 * @param sequence counts up from 1 without gaps; 0 while not yet written
 * @param step the bootstrap step it is about; empty for other kinds
 * @param state what it became: a node's state, or {@code started}, {@code done}, {@code skipped}, {@code failed}
 * @param message the reason, for people; never holds a secret
 * @param details for programs: {@code seconds}, {@code decision}, {@code code}, {@code person}, ...
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
     * {@code STEP} a bootstrap step of a node · {@code NODE} a node's state changed · {@code DECISION} the autoscaler decided · {@code REFUSAL} it
     * did not, and why · {@code REQUEST} standing demand changed · {@code CONFIG} limits or config changed · {@code HEAD} the control plane itself.
     */
    public enum Kind {
        STEP,
        NODE,
        DECISION,
        REFUSAL,
        REQUEST,
        CONFIG,
        HEAD;

        public String word() {
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
