package dev.muster.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code vm[2-8]}, {@code n[01-12]}, {@code rack[1,3]-[1-4]}: several host names in one word. */
final class HostRange {
    static final int MOST = 10_000;
    private static final Pattern BRACKETS = Pattern.compile("([^\\[\\]]*)\\[([0-9,-]*)\\](.*)");
    private static final Pattern PART = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

    private HostRange() {}

    /**
     * In the order of the numbers; the last bracket counts fastest. A word without brackets stands for itself.
     *
     * @throws IllegalArgumentException with the reason in words
     */
    static List<String> expand(String word) {
        Matcher brackets = BRACKETS.matcher(word);
        if (!brackets.matches()) {
            if (word.contains("[") || word.contains("]")) {
                throw new IllegalArgumentException("a range is written vm[2-8], n[01-12] or vm[1,3,5-7]");
            }
            return List.of(word);
        }
        List<String> rest = expand(brackets.group(3));
        List<String> result = new ArrayList<>();
        for (String number : numbers(brackets.group(2))) {
            rest.forEach(end -> result.add(brackets.group(1) + number + end));
            if (result.size() > MOST) {
                throw new IllegalArgumentException("the range stands for more than " + MOST + " hosts");
            }
        }
        return result;
    }

    private static List<String> numbers(String list) {
        List<String> numbers = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            Matcher range = PART.matcher(part);
            if (!range.matches()) {
                throw new IllegalArgumentException("'[" + list + "]' is no range: write [2-8] or [1,3,5-7]");
            }
            String first = range.group(1);
            addRange(numbers, first, range.group(2) == null ? first : range.group(2));
        }
        return numbers;
    }

    private static void addRange(List<String> numbers, String first, String last) {
        int from = Integer.parseInt(first);
        int to = Integer.parseInt(last);
        if (from > to) {
            throw new IllegalArgumentException("the range runs backwards: " + first + "-" + last);
        }
        if (to - from >= MOST) {
            throw new IllegalArgumentException("the range stands for more than " + MOST + " hosts");
        }
        int width = first.startsWith("0") ? first.length() : 1;
        for (int number = from; number <= to; number++) {
            String digits = Integer.toString(number);
            numbers.add("0".repeat(Math.max(0, width - digits.length())) + digits);
        }
    }
}
