package dev.muster.core.event;

import dev.muster.core.HostText;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One line of the journal: what was done, decided or seen, and why. It is written before the action that it announces.
 *
 * @param sequence starts at 1 and has no gaps; 0 before it is written
 * @param step the bootstrap step, for events of that kind
 * @param state a {@link StepState} or {@link NodeState} by its wire name for those kinds, which {@link #stepState} and {@link
 *     #nodeState} return; for the other kinds a word that says what happened, for display
 * @param message the reason, for display; it never contains a secret
 * @param details for programs: {@code seconds}, {@code code}, {@code operator}, {@code decision} (of a {@code DECISION}: its number), {@code
 *     cause} (of a {@code NODE}: the number of the decision that it follows from), {@code closed} (its machine was released), and others that {@code docs/json.md} lists
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

    /** The message and the details may quote a host, so they are bounded and plain before they are stored, logged or sent. */
    public Event {
        message = HostText.text(message);
        details = details.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> HostText.text(entry.getValue())));
        boolean isKnown = switch (kind) {
            case STEP -> StepState.find(state).isPresent();
            case NODE -> NodeState.find(state).isPresent();
            case DECISION, REFUSAL, REQUEST, CONFIG, HEAD -> true;
        };
        if (!isKnown) {
            throw new IllegalArgumentException("no state of a " + kind.wireName() + ": " + state);
        }
    }

    /** Returns the state of the step; empty for events of other kinds. */
    public Optional<StepState> stepState() {
        return kind == Kind.STEP ? StepState.find(state) : Optional.empty();
    }

    /** Returns the new state of the node; empty for events of other kinds. */
    public Optional<NodeState> nodeState() {
        return kind == Kind.NODE ? NodeState.find(state) : Optional.empty();
    }

    /** Returns the number of the decision that the event announces. */
    public OptionalLong decision() {
        return number(details.getOrDefault("decision", ""));
    }

    /** Returns the number of the decision whose reason the event repeats; empty where it has a reason of its own. */
    public OptionalLong cause() {
        return number(details.getOrDefault("cause", ""));
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    public static Event ofStep(Instant at, NodeKey node, String step, StepState state, String message) {
        return new Event(0, at, Kind.STEP, Optional.of(node), Optional.of(step), state.wireName(), message, Map.of());
    }

    public static Event ofNode(Instant at, NodeKey node, NodeState state, String message) {
        return of(at, Kind.NODE, node, state.wireName(), message);
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
