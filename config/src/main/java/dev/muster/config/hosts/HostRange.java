package dev.muster.config.hosts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Expands ranges of host names, such as {@code vm[2-8]}, {@code n[01-12]} and {@code rack[1,3]-[1-4]}. */
final class HostRange {
    static final int MAX_HOSTS = 10_000;
    private static final Pattern BRACKETS = Pattern.compile("([^\\[\\]]*)\\[([0-9,-]*)\\](.*)");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    private HostRange() {}

    /**
     * Returns the names in the order of the numbers; the last bracket changes fastest. Text without brackets is one name.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static List<String> expand(String range) {
        Matcher brackets = BRACKETS.matcher(range);
        if (!brackets.matches()) {
            if (range.contains("[") || range.contains("]")) {
                throw new IllegalArgumentException("invalid range: write vm[2-8], n[01-12] or vm[1,3,5-7]");
            }
            return List.of(range);
        }
        List<String> rest = expand(brackets.group(3));
        List<String> result = new ArrayList<>();
        for (String number : numbers(brackets.group(2))) {
            rest.forEach(end -> result.add(brackets.group(1) + number + end));
            if (result.size() > MAX_HOSTS) {
                throw new IllegalArgumentException("the range has more than " + MAX_HOSTS + " hosts");
            }
        }
        return result;
    }

    private static List<String> numbers(String list) {
        List<String> numbers = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            Matcher bounds = PART.matcher(part);
            if (!bounds.matches()) {
                throw new IllegalArgumentException("'[" + list + "]' is not a valid range: write [2-8] or [1,3,5-7]");
            }
            String first = bounds.group(1);
            addRange(numbers, first, bounds.group(2) == null ? first : bounds.group(2));
        }
        return numbers;
    }

    private static void addRange(List<String> numbers, String first, String last) {
        int from = Integer.parseInt(first);
        int to = Integer.parseInt(last);
        if (from > to) {
            throw new IllegalArgumentException("the range is reversed: " + first + "-" + last);
        }
        if (to - from >= MAX_HOSTS) {
            throw new IllegalArgumentException("the range has more than " + MAX_HOSTS + " hosts");
        }
        int width = first.startsWith("0") ? first.length() : 1;
        for (int number = from; number <= to; number++) {
            String digits = Integer.toString(number);
            numbers.add("0".repeat(Math.max(0, width - digits.length())) + digits);
        }
    }
}
