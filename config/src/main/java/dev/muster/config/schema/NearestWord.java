package dev.muster.config.schema;

import dev.muster.core.text.EditDistance;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Finds the valid word that the user may have meant. */
public final class NearestWord {
    private NearestWord() {}

    /** Returns "did you mean …?", or nothing if no valid word is near. Case, and '-' instead of '_', do not count as differences. */
    public static String didYouMean(String written, Collection<String> valid) {
        Map<String, String> folded = new TreeMap<>();
        valid.stream().sorted().forEach(word -> folded.putIfAbsent(fold(word), word));
        return EditDistance.nearest(fold(written), folded.keySet(), word -> limit(written, word)).stream()
                .findFirst()
                .map(word -> "did you mean '" + folded.get(word) + "'?")
                .orElse("");
    }

    /** A third of the shorter word may differ, and a single character always may. */
    private static int limit(String written, String word) {
        int shorter = Math.min(written.length(), word.length());
        return shorter * 2 < Math.max(written.length(), word.length()) ? -1 : Math.max(1, shorter / 3);
    }

    private static String fold(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
