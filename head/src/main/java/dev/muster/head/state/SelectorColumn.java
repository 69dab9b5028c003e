package dev.muster.head.state;

import dev.muster.core.Selector;
import dev.muster.core.Selector.Operator;
import dev.muster.core.Selector.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Stores a selector as text in one column: a line for each requirement, {@code label OPERATOR value value}, all parts percent-encoded. */
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
        List<String> parts = Arrays.asList(line.split(" ", -1));
        return new Requirement(
                PairColumn.decoded(parts.get(0)),
                Operator.valueOf(parts.get(1)),
                parts.stream().skip(2).map(PairColumn::decoded).collect(Collectors.toSet()));
    }
}
