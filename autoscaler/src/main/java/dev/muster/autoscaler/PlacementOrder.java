package dev.muster.autoscaler;

import dev.muster.core.Resources;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The hardest to place comes first: marks, then selectors, then many kinds of resources, then large shares of the largest node. */
final class PlacementOrder {
    private final Map<String, Long> largest = new HashMap<>();

    private final SortedSnapshot world;

    PlacementOrder(SortedSnapshot world) {
        this.world = world;
    }

    private void measure() {
        world.nodes.forEach(node -> note(node.total()));
        world.offers.forEach(offer -> note(offer.resources()));
    }

    private void note(Resources resources) {
        for (Map.Entry<String, Long> entry : resources.tenThousandths().entrySet()) {
            largest.merge(entry.getKey(), entry.getValue(), Math::max);
        }
    }

    private record Rated(DemandGroup ask, int marks, int selectors, int kinds, double share, String words) {}

    List<DemandGroup> sorted(List<DemandGroup> asks) {
        if (asks.size() < 2) {
            return asks;
        }
        if (largest.isEmpty()) {
            measure();
        }
        List<Rated> rated = new ArrayList<>(asks.size());
        asks.forEach(ask -> rated.add(rate(ask)));
        rated.sort(Comparator.comparingInt(Rated::marks)
                .thenComparingInt(Rated::selectors)
                .thenComparingInt(Rated::kinds)
                .thenComparingDouble(Rated::share)
                .reversed()
                .thenComparing(Rated::words));
        return rated.stream().map(Rated::ask).toList();
    }

    private Rated rate(DemandGroup ask) {
        PlacementRequest need = ask.need();
        int marks = (need.affinity().isPresent() ? 1 : 0) + (need.antiAffinity().isPresent() ? 1 : 0);
        int selectors = need.shape().selector().requirements().size();
        int kinds = need.shape().resources().tenThousandths().size();
        return new Rated(
                ask,
                marks,
                selectors,
                kinds,
                share(need.shape().resources()),
                ask.source() + " " + DemandGroup.allWords(need));
    }

    /** The part it takes of the largest node there is or could be, for the resource it takes most of. */
    private double share(Resources asked) {
        double most = 0;
        for (Map.Entry<String, Long> entry : asked.tenThousandths().entrySet()) {
            most = Math.max(most, (double) entry.getValue() / largest.getOrDefault(entry.getKey(), 1L));
        }
        return most;
    }
}
