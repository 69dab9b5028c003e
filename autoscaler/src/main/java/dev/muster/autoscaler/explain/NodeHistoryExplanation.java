package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Explains the life of a node from the journal, also long after the node is gone: why it was launched, kept and removed. Each reason is given once, with
 * its decision. The states that follow from that decision are listed without it.
 */
public final class NodeHistoryExplanation {
    private static final Set<NodeState> LEAVING =
            EnumSet.of(NodeState.DRAINING, NodeState.STOPPING, NodeState.LOST, NodeState.FAILED);
    private static final String DRAINED = UnmetDemandExplanation.wireName(Reason.Code.DRAINED);

    private final List<Fact> facts = new ArrayList<>();
    private final Map<Long, Instant> decidedAt = new HashMap<>();
    /** The first decision; empty if the journal does not have it any more. */
    private Optional<Fact> beginning = Optional.empty();
    /** The last decision, order or change of the config that gives a cause for what happened. */
    private Optional<Fact> lastCause = Optional.empty();

    private NodeHistoryExplanation() {}

    /**
     * The answer about one node; empty if the journal has no event of it.
     *
     * @param journal events in any order, also of other nodes
     */
    public static Optional<Explanation> of(NodeKey key, List<Event> journal) {
        NodeHistoryExplanation history = new NodeHistoryExplanation();
        journal.stream()
                .filter(event -> event.node().equals(Optional.of(key)))
                .filter(event ->
                        event.kind() == Event.Kind.DECISION || event.kind() == Event.Kind.NODE || failedStep(event))
                .sorted(Comparator.comparingLong(Event::sequence).thenComparing(Event::at))
                .forEach(history::add);
        return history.facts.isEmpty()
                ? Optional.empty()
                : Optional.of(Explanation.summary(key.value(), history.answer(), history.facts));
    }

    private static boolean failedStep(Event event) {
        return event.stepState().equals(Optional.of(StepState.FAILED));
    }

    private void add(Event event) {
        if (event.decision().isPresent()) {
            decidedAt.put(event.decision().getAsLong(), event.at());
        } else if (repeatsTheDecision(event)) {
            return;
        }
        String code = event.details().getOrDefault("code", event.kind().wireName());
        Fact fact = new Fact(Optional.of(event.at()), event.decision(), code, text(event));
        facts.add(fact);
        if (event.decision().isPresent() && beginning.isEmpty()) {
            beginning = Optional.of(fact);
        }
        if (givesACause(event, code)) {
            lastCause = Optional.of(fact);
        }
    }

    /**
     * Whether the event says why the node is as it is: a decision, or what an operator, a changed config or a failure did without one. The removal of
     * a drained node gives no cause of its own.
     */
    private boolean givesACause(Event event, String code) {
        if (event.decision().isPresent()) {
            return !code.equals(DRAINED);
        }
        return event.nodeState().filter(LEAVING::contains).isPresent()
                && causedAt(event).isEmpty()
                && !isClosed(event);
    }

    /** Whether the event is the state change that the decision itself made, such as {@code requested} at the moment of the launch. */
    private boolean repeatsTheDecision(Event event) {
        return !isClosed(event) && causedAt(event).equals(Optional.of(event.at()));
    }

    /** When the decision was taken that the event follows from; empty if the journal does not have it any more. */
    private Optional<Instant> causedAt(Event event) {
        OptionalLong cause = event.cause();
        return cause.isPresent() ? Optional.ofNullable(decidedAt.get(cause.getAsLong())) : Optional.empty();
    }

    private static boolean isClosed(Event event) {
        return event.details().containsKey("closed");
    }

    private String text(Event event) {
        String step = event.step().map(name -> "step '" + name + "' ").orElse("");
        if (isClosed(event)) {
            return causedAt(event).isPresent() ? "gone" : event.message();
        }
        if (causedAt(event).isPresent()) {
            String took = event.details().getOrDefault("seconds", "");
            return event.state() + (took.isEmpty() ? "" : ", " + took + " s after its launch");
        }
        return step + event.state() + ": " + event.message();
    }

    /** Returns why the node was launched, and the last cause of what happened to it. */
    private String answer() {
        if (beginning.isEmpty()) {
            return facts.getLast().text();
        }
        String first = withNumber(beginning.get());
        return lastCause
                .filter(cause -> !cause.equals(beginning.get()))
                .map(cause -> first + "; " + withNumber(cause))
                .orElse(first);
    }

    private static String withNumber(Fact fact) {
        return fact.decision().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%s (decision %d)",
                        fact.text(),
                        fact.decision().getAsLong())
                : fact.text();
    }
}
