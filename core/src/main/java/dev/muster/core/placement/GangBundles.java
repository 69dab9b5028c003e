package dev.muster.core.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The bundles of a gang in the form in which they are placed: equal ones are counted, and for {@code STRICT_PACK} all are merged into one.
 *
 * @param size how many bundles were requested
 * @param groups at least one; those that are harder to place come first
 */
public record GangBundles(GangStrategy strategy, int size, List<Group> groups) {
    /** A number of equal bundles. */
    public record Group(PlacementRequest need, int count) {}

    public GangBundles {
        groups = List.copyOf(groups);
    }

    public static GangBundles of(GangStrategy strategy, List<PlacementRequest> needs) {
        if (strategy == GangStrategy.STRICT_PACK) {
            return new GangBundles(strategy, needs.size(), List.of(new Group(MergedRequest.of(needs), 1)));
        }
        Map<PlacementRequest, Integer> counts = new LinkedHashMap<>();
        needs.forEach(need -> counts.merge(need, 1, Integer::sum));
        List<Group> groups = new ArrayList<>();
        counts.forEach((need, count) -> groups.add(new Group(need, count)));
        groups.sort(Comparator.<Group>comparingInt(
                        group -> -group.need().shape().selector().requirements().size())
                .thenComparing(group ->
                        -group.need().shape().resources().tenThousandths().size())
                .thenComparing(group -> -sum(group.need()))
                .thenComparing(group -> ShapeText.words(group.need().shape())));
        return new GangBundles(strategy, needs.size(), groups);
    }

    private static long sum(PlacementRequest need) {
        return need.shape().resources().tenThousandths().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Returns the sum of the amounts of the hardest group, by which gangs are ordered. */
    public long weight() {
        return sum(groups.getFirst().need());
    }

    boolean eachOnItsOwnNode() {
        return strategy == GangStrategy.STRICT_SPREAD;
    }
}
