package dev.muster.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** "Did you mean": the nearest of the words that would have been right. */
final class NearestWord {
    private NearestWord() {}

    /** Empty where nothing is near. */
    static String didYouMean(String written, Collection<String> right) {
        if (written.length() > 80) {
            return "";
        }
        String folded = fold(written);
        return right.stream()
                .filter(word ->
                        distance(folded, fold(word)) <= Math.max(1, Math.min(written.length(), word.length()) / 3))
                .min(Comparator.comparingInt((String word) -> distance(folded, fold(word)))
                        .thenComparing(Comparator.naturalOrder()))
                .map(word -> "did you mean '" + word + "'?")
                .orElse("");
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Letters to add, drop, change, or swap with a neighbour; more than that where the lengths are far apart. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > Math.min(a.length(), b.length())) {
            return a.length() + b.length();
        }
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int change = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
