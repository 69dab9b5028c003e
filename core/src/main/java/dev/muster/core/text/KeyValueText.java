package dev.muster.core.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A format for what a script prints on a host: a fixed first line, then lines {@code key=value}. Hosts are not trusted, so the number and
 * the length of the lines are bounded, and unknown keys are ignored. Everything before the first line is ignored too, because a login
 * shell may print a greeting.
 *
 * @param firstLine the line after which the pairs begin; it names the format and its version
 * @param maxLines how many lines are read, those before the first line included; what follows is ignored
 * @param maxLineLength in UTF-16 units; a longer line is ignored
 * @param knownKey whether a key belongs to the format
 */
public record KeyValueText(String firstLine, int maxLines, int maxLineLength, Predicate<String> knownKey) {
    /**
     * One pair, in the order of the text.
     *
     * @param value as the host wrote it: it may contain control characters, so clean it before it is printed
     */
    public record Entry(String key, String value) {}

    /**
     * Reads the pairs. A key may occur more than once.
     *
     * @return empty if the first line is missing: the script did not begin, or something else answered
     */
    public Optional<List<Entry>> parse(String text) {
        List<String> lines = text.lines().limit(maxLines).toList();
        int first = lines.indexOf(firstLine);
        if (first < 0) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (String line : lines.subList(first + 1, lines.size())) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.length() <= maxLineLength && knownKey.test(line.substring(0, equals))) {
                entries.add(new Entry(line.substring(0, equals), line.substring(equals + 1)));
            }
        }
        return Optional.of(List.copyOf(entries));
    }

    /** Returns the first value of each key: a later line cannot override an earlier one. */
    public static Map<String, String> firstOfEach(List<Entry> entries) {
        Map<String, String> values = new LinkedHashMap<>();
        entries.forEach(entry -> values.putIfAbsent(entry.key(), entry.value()));
        return values;
    }
}
