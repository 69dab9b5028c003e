package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.DemandText;
import dev.muster.autoscaler.Gang;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.core.placement.GangBundles;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.GangStrategy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gang, and its bundles as they are placed. */
record GangDemand(Gang gang, GangBundles bundles) {
    /** A gang whose bundles all have a site. */
    record Seated(Gang gang, GangPlacement placement) {}

    /** Each gang once. Gangs that need a single node come first, then large ones: they have the fewest ways to fit. */
    static List<GangDemand> sorted(List<Gang> gangs) {
        Set<String> seen = new HashSet<>();
        return gangs.stream()
                .map(gang -> new GangDemand(gang, GangBundles.of(gang.strategy(), gang.bundles())))
                .sorted(Comparator.<GangDemand>comparingInt(
                                demand -> demand.gang().strategy() == GangStrategy.STRICT_PACK ? 0 : 1)
                        .thenComparing(demand -> -demand.bundles().size())
                        .thenComparing(demand -> -demand.bundles().weight())
                        .thenComparing(GangDemand::identity)
                        .thenComparing(demand -> demand.bundles().toString()))
                .filter(demand -> seen.add(demand.identity()))
                .toList();
    }

    String identity() {
        return gang.source() + "\n" + gang.name();
    }

    /** Such as {@code gang g (PACK, 4 bundles) requested by ray}. */
    String describe() {
        return "gang " + gang.name() + " (" + gang.strategy() + ", " + ReadableNumbers.count(bundles.size(), "bundle")
                + ") requested" + DemandText.by(gang.source());
    }
}
