package dev.muster.cli;

import dev.muster.cli.command.Verb;
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
                .filter(verb -> distance(typed, verb) <= Math.max(1, verb.length() / 3) || verb.startsWith(typed))
                .min(Comparator.comparingInt(verb -> distance(typed, verb)));
    }

    /** Returns the two candidates that are most alike, without those that are not alike at all. */
    static List<String> nearest(String typed, List<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(typed, candidate) <= typed.length() / 2)
                .sorted(Comparator.comparingInt(candidate -> distance(typed, candidate)))
                .limit(2)
                .toList();
    }

    /** The Levenshtein distance: how many letters must be inserted, deleted or replaced. */
    static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
