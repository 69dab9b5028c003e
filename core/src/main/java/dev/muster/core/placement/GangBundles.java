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
public record GangBundles(GangStrategy strategy, int size, List<Group> groups) {
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

    /** Of the hardest group: for an order of gangs. */
    public long weight() {
        return sum(groups.getFirst().need());
    }

    boolean eachOnItsOwnNode() {
        return strategy == GangStrategy.STRICT_SPREAD;
    }
}
