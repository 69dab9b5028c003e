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

/** The life of a node as the journal has it, also of one long gone: why it came, stayed, went. */
public final class WhyStory {
    private WhyStory() {}

    /** @param journal events in any order; others than this node's are passed over. Empty where none is of this node. */
    public static Optional<Explanation> of(NodeKey key, List<Event> journal) {
        List<Fact> facts = new ArrayList<>();
        journal.stream()
                .filter(event -> event.node().equals(Optional.of(key)))
                .filter(event ->
                        event.kind() == Event.Kind.DECISION || event.kind() == Event.Kind.NODE || failedStep(event))
                .sorted(Comparator.comparingLong(Event::sequence).thenComparing(Event::at))
                .map(WhyStory::fact)
                .forEach(facts::add);
        return facts.isEmpty() ? Optional.empty() : Optional.of(new Explanation(key.value(), answer(facts), facts));
    }

    private static boolean failedStep(Event event) {
        return event.kind() == Event.Kind.STEP && event.state().equals("failed");
    }

    private static Fact fact(Event event) {
        String code = event.details().getOrDefault("code", event.kind().word());
        String step = event.step().map(name -> "step '" + name + "' ").orElse("");
        return new Fact(Optional.of(event.at()), number(event), code, step + event.state() + ": " + event.message());
    }

    private static OptionalLong number(Event event) {
        String number = event.details().getOrDefault("decision", "");
        return number.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
    }

    /** Why it came and the last thing that was decided about it. */
    private static String answer(List<Fact> facts) {
        List<Fact> decided =
                facts.stream().filter(fact -> fact.decision().isPresent()).toList();
        if (decided.isEmpty()) {
            return facts.getLast().text();
        }
        Fact first = decided.getFirst();
        Fact last = decided.getLast();
        return first == last ? told(first) : told(first) + "; " + told(last);
    }

    private static String told(Fact fact) {
        return String.format(
                Locale.ROOT, "%s (decision %d)", fact.text(), fact.decision().orElse(0));
    }
}
