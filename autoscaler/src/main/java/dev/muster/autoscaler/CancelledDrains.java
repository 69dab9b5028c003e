package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draining nodes that the plan takes back, as far as the maximums allow. */
final class CancelledDrains {
    private final LaunchBudget market;
    private final PlacementSites floor;
    private final List<Integer> order = new ArrayList<>();
    private final SortedMap<Integer, Reason> reasons = new TreeMap<>();

    CancelledDrains(LaunchBudget market, PlacementSites floor) {
        this.market = market;
        this.floor = floor;
    }

    /** Whether the site is open now. */
    boolean take(int site, Reason reason) {
        if (floor.isOpen(site)) {
            return true;
        }
        int type = market.typeNumber(floor.node(site).type());
        if (!market.mayTakeBack(type)) {
            return false;
        }
        market.takeBack(type);
        floor.takeBack(site);
        order.add(site);
        reasons.put(site, reason);
        return true;
    }

    int count() {
        return order.size();
    }

    /** Undoes all beyond the first {@code count}; the market is the caller's to restore. */
    void undoTo(int count) {
        while (order.size() > count) {
            int site = order.removeLast();
            floor.undoTakeBack(site);
            reasons.remove(site);
        }
    }

    SortedMap<Integer, Reason> reasons() {
        return reasons;
    }
}
