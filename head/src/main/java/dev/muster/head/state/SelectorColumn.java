package dev.muster.head.state;

import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Selectors as text in one column: a line for each requirement, {@code label OPERATOR value value}, words percent-encoded. */
final class SelectorColumn {
    private SelectorColumn() {}

    static String text(Selector selector) {
        return selector.requirements().stream().map(SelectorColumn::line).collect(Collectors.joining("\n"));
    }

    static Selector selector(String text) {
        return new Selector(text.lines().map(SelectorColumn::requirement).toList());
    }

    private static String line(Requirement requirement) {
        String values =
                requirement.values().stream().sorted().map(PairColumn::encoded).collect(Collectors.joining(" "));
        return (PairColumn.encoded(requirement.label()) + " " + requirement.operator() + " " + values).strip();
    }

    private static Requirement requirement(String line) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        return new Requirement(
                PairColumn.decoded(words.get(0)),
                Operator.valueOf(words.get(1)),
                words.stream().skip(2).map(PairColumn::decoded).collect(Collectors.toSet()));
    }
}
