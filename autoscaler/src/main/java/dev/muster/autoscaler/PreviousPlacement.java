package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts demand back where the last decision put it, as far as that still holds. */
final class PreviousPlacement {
    private PreviousPlacement() {}

    static void restore(List<Placement> placements, PlacementSites floor, DemandPlacement filling) {
        if (placements.isEmpty()) {
            return;
        }
        Map<DemandGroup.Identity, Integer> numbers = new HashMap<>();
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            numbers.put(filling.asks.get(ask).identity(), ask);
        }
        for (Placement placement : placements) {
            Integer ask = numbers.get(new DemandGroup.Identity(placement.source(), placement.need()));
            if (ask != null
                    && placement.gang().isEmpty()
                    && placement.kind() == filling.asks.get(ask).kind()) {
                restore(placement, ask, floor, filling);
            }
        }
    }

    /** In the order in which sites are filled, so that what is left of shrinking demand is close together. */
    private static void restore(Placement placement, int ask, PlacementSites floor, DemandPlacement filling) {
        List<int[]> spots = new ArrayList<>(placement.spots().size());
        for (Placement.Spot spot : placement.spots()) {
            int site = stayingSite(spot.node(), floor);
            if (site >= 0) {
                spots.add(new int[] {site, spot.count()});
            }
        }
        spots.sort(Comparator.comparingInt(spot -> spot[0]));
        for (int[] spot : spots) {
            if (filling.packing.rank(ask, spot[0]) >= 0) {
                filling.put(ask, spot[0], spot[1]);
            }
        }
    }

    private static int stayingSite(NodeKey key, PlacementSites floor) {
        int site = floor.siteOf(key);
        return site < floor.stayingEnd() ? site : -1;
    }
}
