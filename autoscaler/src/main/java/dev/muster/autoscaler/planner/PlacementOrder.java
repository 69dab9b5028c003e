package dev.muster.autoscaler.planner;

import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sorts demand so that the hardest to place comes first: with affinity labels, then with selectors, then of many resources, then large. */
final class PlacementOrder {
    private final Map<String, Long> largest = new HashMap<>();

    private final SortedSnapshot sorted;

    PlacementOrder(SortedSnapshot sorted) {
        this.sorted = sorted;
    }

    private void measure() {
        sorted.nodes.forEach(node -> note(node.total()));
        sorted.offers.forEach(offer -> note(offer.resources()));
    }

    private void note(Resources resources) {
        for (Map.Entry<String, Long> entry : resources.tenThousandths().entrySet()) {
            largest.merge(entry.getKey(), entry.getValue(), Math::max);
        }
    }

    private record Rated(DemandGroup group, int affinities, int selectors, int kinds, double share, String key) {}

    List<DemandGroup> sorted(List<DemandGroup> groups) {
        if (groups.size() < 2) {
            return groups;
        }
        if (largest.isEmpty()) {
            measure();
        }
        List<Rated> rated = new ArrayList<>(groups.size());
        groups.forEach(group -> rated.add(rate(group)));
        rated.sort(Comparator.comparingInt(Rated::affinities)
                .thenComparingInt(Rated::selectors)
                .thenComparingInt(Rated::kinds)
                .thenComparingDouble(Rated::share)
                .reversed()
                .thenComparing(Rated::key));
        return rated.stream().map(Rated::group).toList();
    }

    private Rated rate(DemandGroup group) {
        PlacementRequest need = group.need();
        int affinities =
                (need.affinity().isPresent() ? 1 : 0) + (need.antiAffinity().isPresent() ? 1 : 0);
        int selectors = need.shape().selector().requirements().size();
        int kinds = need.shape().resources().tenThousandths().size();
        return new Rated(
                group,
                affinities,
                selectors,
                kinds,
                share(need.shape().resources()),
                group.source() + " " + DemandGroup.sortKey(need));
    }

    /** The largest share that it takes of any resource of the largest node or offer. */
    private double share(Resources requested) {
        double most = 0;
        for (Map.Entry<String, Long> entry : requested.tenThousandths().entrySet()) {
            most = Math.max(most, (double) entry.getValue() / largest.getOrDefault(entry.getKey(), 1L));
        }
        return most;
    }
}
