package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Explains the life of a node from the journal, also long after the node is gone: why it was launched, kept and removed. Each reason is given once, with
 * its decision. The states that follow from that decision are listed without it.
 */
public final class NodeHistoryExplanation {
    private static final String DRAINED = UnmetDemandExplanation.wireName(Reason.Code.DRAINED);

    private final List<Fact> facts = new ArrayList<>();
    private final Map<Long, Instant> decidedAt = new HashMap<>();

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
                : Optional.of(Explanation.summary(key.value(), answer(history.facts), history.facts));
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
        facts.add(new Fact(Optional.of(event.at()), event.decision(), code, text(event)));
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

    /** The first decision and the last one that gives a cause. The removal of a drained node gives none. */
    private static String answer(List<Fact> facts) {
        List<Fact> decided =
                facts.stream().filter(fact -> fact.decision().isPresent()).toList();
        if (decided.isEmpty()) {
            return facts.getLast().text();
        }
        Fact first = decided.getFirst();
        Fact last = decided.stream()
                .filter(fact -> !fact.code().equals(DRAINED))
                .reduce((one, later) -> later)
                .orElse(first);
        return first == last ? withNumber(first) : withNumber(first) + "; " + withNumber(last);
    }

    private static String withNumber(Fact fact) {
        return String.format(
                Locale.ROOT, "%s (decision %d)", fact.text(), fact.decision().orElse(0));
    }
}
