package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.core.text.EditDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** "Did you mean" for a verb that does not exist. */
final class Suggestions {
    private Suggestions() {}

    static Optional<String> verb(String word) {
        return Arrays.stream(Verb.values())
                .map(Verb::word)
                .filter(verb ->
                        EditDistance.between(word, verb) <= Math.max(1, verb.length() / 3) || verb.startsWith(word))
                .min(Comparator.comparingInt(verb -> EditDistance.between(word, verb)));
    }

    /** The two nearest, of those that are near at all. */
    static List<String> nearest(String word, List<String> candidates) {
        return candidates.stream()
                .filter(candidate -> EditDistance.between(word, candidate) <= word.length() / 2)
                .sorted(Comparator.comparingInt(candidate -> EditDistance.between(word, candidate)))
                .limit(2)
                .toList();
    }
}
