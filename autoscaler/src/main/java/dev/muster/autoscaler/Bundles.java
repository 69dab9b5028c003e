package dev.muster.autoscaler;

import dev.muster.autoscaler.Gang.Strategy;
import dev.muster.core.placement.Amounts;
import dev.muster.core.placement.Need;
import dev.muster.core.placement.Together;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A gang as it is placed: equal bundles counted together; for {@code STRICT_PACK} all of them as one.
 *
 * @param groups the harder first
 */
record Bundles(Gang gang, List<Group> groups) {
    record Group(Need need, int count) {}

    static Bundles of(Gang gang) {
        if (gang.strategy() == Strategy.STRICT_PACK) {
            return new Bundles(gang, List.of(new Group(Together.of(gang.bundles()), 1)));
        }
        Map<Need, Integer> counts = new LinkedHashMap<>();
        gang.bundles().forEach(bundle -> counts.merge(bundle, 1, Integer::sum));
        List<Group> groups = new ArrayList<>();
        counts.forEach((need, count) -> groups.add(new Group(need, count)));
        groups.sort(Comparator.<Group>comparingInt(
                        group -> -group.need().shape().selector().requirements().size())
                .thenComparing(group ->
                        -group.need().shape().resources().tenThousandths().size())
                .thenComparing(group -> -sum(group.need()))
                .thenComparing(group -> Amounts.words(group.need().shape())));
        return new Bundles(gang, List.copyOf(groups));
    }

    private static long sum(Need need) {
        return need.shape().resources().tenThousandths().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Large gangs first: they have the fewest ways to fit. */
    static List<Bundles> sorted(List<Gang> gangs) {
        return gangs.stream()
                .map(Bundles::of)
                .sorted(Comparator.<Bundles>comparingInt(
                                bundles -> bundles.gang().strategy() == Strategy.STRICT_PACK ? 0 : 1)
                        .thenComparing(bundles -> -bundles.gang().bundles().size())
                        .thenComparing(
                                bundles -> -sum(bundles.groups().getFirst().need()))
                        .thenComparing(bundles -> bundles.gang().source())
                        .thenComparing(bundles -> bundles.gang().name()))
                .toList();
    }

    boolean eachOnItsOwnNode() {
        return gang.strategy() == Strategy.STRICT_SPREAD;
    }

    String words() {
        return "gang " + gang.name() + " (" + gang.strategy() + " of "
                + gang.bundles().size() + ")";
    }
}
