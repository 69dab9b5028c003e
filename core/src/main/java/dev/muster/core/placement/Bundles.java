package dev.muster.core.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bundles of a gang as they are placed: equal ones counted together; for {@code STRICT_PACK} all of them as one.
 *
 * @param size how many bundles were asked for
 * @param groups at least one; the harder first
 */
public record Bundles(Strategy strategy, int size, List<Group> groups) {
    public record Group(Need need, int count) {}

    public Bundles {
        groups = List.copyOf(groups);
    }

    public static Bundles of(Strategy strategy, List<Need> needs) {
        if (strategy == Strategy.STRICT_PACK) {
            return new Bundles(strategy, needs.size(), List.of(new Group(Together.of(needs), 1)));
        }
        Map<Need, Integer> counts = new LinkedHashMap<>();
        needs.forEach(need -> counts.merge(need, 1, Integer::sum));
        List<Group> groups = new ArrayList<>();
        counts.forEach((need, count) -> groups.add(new Group(need, count)));
        groups.sort(Comparator.<Group>comparingInt(
                        group -> -group.need().shape().selector().requirements().size())
                .thenComparing(group ->
                        -group.need().shape().resources().tenThousandths().size())
                .thenComparing(group -> -sum(group.need()))
                .thenComparing(group -> Amounts.words(group.need().shape())));
        return new Bundles(strategy, needs.size(), groups);
    }

    private static long sum(Need need) {
        return need.shape().resources().tenThousandths().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Of the hardest group: for an order of gangs. */
    public long weight() {
        return sum(groups.getFirst().need());
    }

    boolean eachOnItsOwnNode() {
        return strategy == Strategy.STRICT_SPREAD;
    }
}
