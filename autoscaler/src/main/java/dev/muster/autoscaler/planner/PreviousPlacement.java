package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts demand back where the last decision put it, as far as the demand and the nodes still exist. */
final class PreviousPlacement {
    private record SiteCount(int site, int count) {}

    private PreviousPlacement() {}

    static void restore(List<Placement> previous, PlacementSites sites, DemandPlacement target) {
        if (previous.isEmpty()) {
            return;
        }
        Map<DemandGroup.Identity, Integer> numbers = new HashMap<>();
        for (int group = 0; group < target.groups.size(); group++) {
            numbers.put(target.groups.get(group).identity(), group);
        }
        for (Placement placement : previous) {
            Integer group = numbers.get(new DemandGroup.Identity(placement.source(), placement.need()));
            if (group != null
                    && placement.gang().isEmpty()
                    && placement.kind() == target.groups.get(group).kind()) {
                restore(placement, group, sites, target);
            }
        }
    }

    /** Sites are used in the order in which they are filled, so that demand that shrinks stays close together. */
    private static void restore(Placement placement, int group, PlacementSites sites, DemandPlacement target) {
        List<SiteCount> spots = new ArrayList<>(placement.spots().size());
        for (Placement.Spot spot : placement.spots()) {
            int site = sites.siteOf(spot.node());
            if (site >= 0 && site < sites.stayingEnd()) {
                spots.add(new SiteCount(site, spot.count()));
            }
        }
        spots.sort(Comparator.comparingInt(SiteCount::site));
        for (SiteCount spot : spots) {
            if (target.packing.rank(group, spot.site()) >= 0) {
                target.put(group, spot.site(), spot.count());
            }
        }
    }
}
