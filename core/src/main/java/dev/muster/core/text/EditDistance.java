package dev.muster.core.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * How different two words are, for "did you mean". The distance is the number of characters to insert, delete or replace, where two
 * swapped neighbours count as one (optimal string alignment, a restricted Damerau-Levenshtein distance).
 */
public final class EditDistance {
    /** No word that anyone mistypes is longer; time and memory grow with the product of the lengths. */
    private static final int LONGEST_WORD = 80;

    private record Match(String word, int distance) {}

    private EditDistance() {}

    /**
     * Returns the candidates that are near the word, the nearest first, equally near ones by alphabet.
     *
     * @param limit the largest distance at which a candidate still counts as near
     * @return empty if nothing is near, or if the word has more than 80 characters
     */
    public static List<String> nearest(String word, Collection<String> candidates, ToIntFunction<String> limit) {
        if (word.length() > LONGEST_WORD) {
            return List.of();
        }
        return candidates.stream()
                .filter(candidate -> candidate.length() <= LONGEST_WORD)
                .map(candidate -> new Match(candidate, between(word, candidate)))
                .filter(match -> match.distance() <= limit.applyAsInt(match.word()))
                .sorted(Comparator.comparingInt(Match::distance).thenComparing(Match::word))
                .map(Match::word)
                .toList();
    }

    /** Returns the number of edits that turn one word into the other. */
    public static int between(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(cost[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            cost[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                cost[i][j] = cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
