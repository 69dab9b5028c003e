package dev.muster.autoscaler.explain;

import dev.muster.core.NodeKey;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.event.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The life of a node as the journal has it, also of one long gone: why it came, stayed, went. A reason is told once, with the decision whose it is; the
 * states that follow from that decision are told without it.
 */
public final class NodeHistoryExplanation {
    private static final String DRAINED = "drained";

    private final List<Fact> facts = new ArrayList<>();
    private Optional<Event> decided = Optional.empty();

    private NodeHistoryExplanation() {}

    /** @param journal events in any order; others than this node's are passed over. Empty where none is of this node. */
    public static Optional<Explanation> of(NodeKey key, List<Event> journal) {
        NodeHistoryExplanation story = new NodeHistoryExplanation();
        journal.stream()
                .filter(event -> event.node().equals(Optional.of(key)))
                .filter(event ->
                        event.kind() == Event.Kind.DECISION || event.kind() == Event.Kind.NODE || failedStep(event))
                .sorted(Comparator.comparingLong(Event::sequence).thenComparing(Event::at))
                .forEach(story::tell);
        return story.facts.isEmpty()
                ? Optional.empty()
                : Optional.of(new Explanation(key.value(), answer(story.facts), story.facts));
    }

    private static boolean failedStep(Event event) {
        return event.kind() == Event.Kind.STEP && event.state().equals("failed");
    }

    private void tell(Event event) {
        if (event.kind() == Event.Kind.DECISION) {
            decided = Optional.of(event);
        } else if (isTheDecisionAgain(event)) {
            return;
        }
        String code = event.details().getOrDefault("code", event.kind().wireName());
        facts.add(new Fact(Optional.of(event.at()), number(event), code, text(event)));
    }

    /** Such as "requested", at the moment of the launch. */
    private boolean isTheDecisionAgain(Event event) {
        return hasTheDecisionsReason(event)
                && decided.map(Event::at).equals(Optional.of(event.at()))
                && !isClosing(event);
    }

    private boolean hasTheDecisionsReason(Event event) {
        return event.kind() == Event.Kind.NODE
                && decided.filter(last -> event.message().endsWith(last.message()))
                        .isPresent();
    }

    private static boolean isClosing(Event event) {
        return event.details().containsKey("closed");
    }

    private String text(Event event) {
        String step = event.step().map(name -> "step '" + name + "' ").orElse("");
        if (isClosing(event)) {
            return hasTheDecisionsReason(event) ? "gone" : event.message();
        }
        if (hasTheDecisionsReason(event)) {
            String took = event.details().getOrDefault("seconds", "");
            return event.state() + (took.isEmpty() ? "" : ", " + took + " s after it was asked for");
        }
        return step + event.state() + ": " + event.message();
    }

    private static OptionalLong number(Event event) {
        String number = event.details().getOrDefault("decision", "");
        return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    /** Why it came and the last thing that was decided about it; that a drained node is removed says nothing about why. */
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
        return first == last ? told(first) : told(first) + "; " + told(last);
    }

    private static String told(Fact fact) {
        return String.format(
                Locale.ROOT, "%s (decision %d)", fact.text(), fact.decision().orElse(0));
    }
}
