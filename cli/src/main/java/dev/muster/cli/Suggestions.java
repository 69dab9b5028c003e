package dev.muster.cli;

import dev.muster.cli.command.Verb;
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
                .filter(verb -> distance(word, verb) <= Math.max(1, verb.length() / 3) || verb.startsWith(word))
                .min(Comparator.comparingInt(verb -> distance(word, verb)));
    }

    /** The two nearest, of those that are near at all. */
    static List<String> nearest(String word, List<String> candidates) {
        return candidates.stream()
                .filter(candidate -> distance(word, candidate) <= word.length() / 2)
                .sorted(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .limit(2)
                .toList();
    }

    /** Letters to insert, delete or replace. */
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
