package dev.muster.cli.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes host names as ranges, in the syntax of the config file: {@code vm[2-4,7], 10.0.0.[11-18], login}. */
public final class HostRanges {
    /** Finds the last number of the first label of a name, or of an address. */
    private static final Pattern NUMBERED =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.|[^.]*?)(\\d{1,9})([^.\\d]*(?:\\.(?=.*[A-Za-z]).*)?)");

    private HostRanges() {}

    public static String of(List<String> hosts) {
        Map<String, List<String>> families = new LinkedHashMap<>();
        for (String host : hosts) {
            Matcher name = NUMBERED.matcher(host);
            String family = name.matches() ? name.group(1) + "\0" + name.group(3) : host;
            families.computeIfAbsent(family, _ -> new ArrayList<>()).add(name.matches() ? name.group(2) : "");
        }
        List<String> parts = new ArrayList<>();
        families.forEach((family, numbers) -> parts.add(part(family.split("\0", -1), numbers)));
        return String.join(", ", parts);
    }

    private static String part(String[] family, List<String> numbers) {
        if (family.length == 1) {
            return family[0];
        }
        List<String> sorted = numbers.stream()
                .distinct()
                .sorted((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)))
                .toList();
        String range = sorted.size() == 1 ? sorted.getFirst() : "[" + ranges(sorted) + "]";
        return family[0] + range + family[1];
    }

    private static String ranges(List<String> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= numbers.size(); i++) {
            if (i == numbers.size() || !follows(numbers.get(i - 1), numbers.get(i))) {
                String last = numbers.get(i - 1);
                ranges.add(first == i - 1 ? last : numbers.get(first) + "-" + last);
                first = i;
            }
        }
        return String.join(",", ranges);
    }

    /** {@code 09} is followed by {@code 10} but not by {@code 010}; {@code 9} is followed by {@code 10}. */
    private static boolean follows(String number, String next) {
        boolean sameForm = number.length() == next.length() || !number.startsWith("0") && !next.startsWith("0");
        return sameForm && Integer.parseInt(next) == Integer.parseInt(number) + 1;
    }
}
