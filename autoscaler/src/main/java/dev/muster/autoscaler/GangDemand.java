package dev.muster.autoscaler;

import dev.muster.core.placement.GangBundles;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.GangStrategy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gang and how its bundles are placed. */
record GangDemand(Gang gang, GangBundles bundles) {
    /** With its seats, all of them. */
    record Seated(Gang gang, GangPlacement seating) {}

    /** Each name once. Those that must lie on one node first, then large ones: they have the fewest ways to fit. */
    static List<GangDemand> sorted(List<Gang> gangs) {
        Set<String> seen = new HashSet<>();
        return gangs.stream()
                .map(gang -> new GangDemand(gang, GangBundles.of(gang.strategy(), gang.bundles())))
                .sorted(Comparator.<GangDemand>comparingInt(
                                ask -> ask.gang().strategy() == GangStrategy.STRICT_PACK ? 0 : 1)
                        .thenComparing(ask -> -ask.bundles().size())
                        .thenComparing(ask -> -ask.bundles().weight())
                        .thenComparing(GangDemand::identity)
                        .thenComparing(ask -> ask.bundles().toString()))
                .filter(ask -> seen.add(ask.identity()))
                .toList();
    }

    String identity() {
        return gang.source() + "\n" + gang.name();
    }

    String words() {
        return "gang " + gang.name() + " (" + gang.strategy() + " of " + bundles.size() + ")";
    }
}
