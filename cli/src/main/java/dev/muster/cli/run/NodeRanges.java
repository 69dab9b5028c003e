package dev.muster.cli.run;

import dev.muster.core.NodeKey;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes node keys as ranges, such as {@code head, cpu-[1-4,7], gpu-2}. */
final class NodeRanges {
    private NodeRanges() {}

    static String of(List<NodeKey> keys) {
        SortedMap<String, List<Integer>> numbers = new TreeMap<>();
        List<String> parts = new ArrayList<>();
        for (NodeKey key : keys.stream().sorted().toList()) {
            if (key.isHead()) {
                parts.add(key.value());
            } else {
                String value = key.value();
                numbers.computeIfAbsent(value.substring(0, value.lastIndexOf('-')), type -> new ArrayList<>())
                        .add(key.number());
            }
        }
        numbers.forEach(
                (type, of) -> parts.add(type + "-" + (of.size() == 1 ? of.getFirst() : "[" + ranges(of) + "]")));
        return String.join(", ", parts);
    }

    private static String ranges(List<Integer> numbers) {
        List<String> ranges = new ArrayList<>();
        int first = numbers.getFirst();
        for (int i = 1; i <= numbers.size(); i++) {
            int last = numbers.get(i - 1);
            if (i == numbers.size() || numbers.get(i) != last + 1) {
                ranges.add(first == last ? "" + first : first + "-" + last);
                first = i == numbers.size() ? first : numbers.get(i);
            }
        }
        return String.join(",", ranges);
    }
}
