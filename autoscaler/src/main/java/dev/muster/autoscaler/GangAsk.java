package dev.muster.autoscaler;

import dev.muster.core.placement.Bundles;
import dev.muster.core.placement.Seating;
import dev.muster.core.placement.Strategy;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A gang and how its bundles are placed. */
record GangAsk(Gang gang, Bundles bundles) {
    /** With its seats, all of them. */
    record Seated(Gang gang, Seating seating) {}

    /** Each name once. Those that must lie on one node first, then large ones: they have the fewest ways to fit. */
    static List<GangAsk> sorted(List<Gang> gangs) {
        Set<String> seen = new HashSet<>();
        return gangs.stream()
                .map(gang -> new GangAsk(gang, Bundles.of(gang.strategy(), gang.bundles())))
                .sorted(Comparator.<GangAsk>comparingInt(ask -> ask.gang().strategy() == Strategy.STRICT_PACK ? 0 : 1)
                        .thenComparing(ask -> -ask.bundles().size())
                        .thenComparing(ask -> -ask.bundles().weight())
                        .thenComparing(GangAsk::identity)
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
