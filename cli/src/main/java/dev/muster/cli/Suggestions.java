package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.core.text.EditDistance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the command or option that a misspelled one was probably meant to be. */
final class Suggestions {
    private Suggestions() {}

    static Optional<String> verb(String typed) {
        return Arrays.stream(Verb.values())
                .map(Verb::commandName)
                .filter(verb ->
                        EditDistance.between(typed, verb) <= Math.max(1, verb.length() / 3) || verb.startsWith(typed))
                .min(Comparator.comparingInt(verb -> EditDistance.between(typed, verb)));
    }

    /** Returns the two candidates that are most alike, without those that are not alike at all. */
    static List<String> nearest(String typed, List<String> candidates) {
        return candidates.stream()
                .filter(candidate -> EditDistance.between(typed, candidate) <= typed.length() / 2)
                .sorted(Comparator.comparingInt(candidate -> EditDistance.between(typed, candidate)))
                .limit(2)
                .toList();
    }
}
