package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The draining nodes whose drain the plan cancels, as far as the maximums allow. */
final class CancelledDrains {
    private final LaunchBudget budget;
    private final PlacementSites sites;
    private final List<Integer> order = new ArrayList<>();
    private final SortedMap<Integer, Reason> reasons = new TreeMap<>();

    CancelledDrains(LaunchBudget budget, PlacementSites sites) {
        this.budget = budget;
        this.sites = sites;
    }

    /** Cancels the site's drain unless it was cancelled before. Returns whether the site can take demand now. */
    boolean cancel(int site, Reason reason) {
        if (sites.isOpen(site)) {
            return true;
        }
        int type = budget.typeNumber(sites.node(site).type());
        if (!budget.canCancelDrain(type)) {
            return false;
        }
        budget.cancelDrain(type);
        sites.open(site);
        order.add(site);
        reasons.put(site, reason);
        return true;
    }

    int count() {
        return order.size();
    }

    /** Undoes all beyond the first {@code count}. The caller restores the budget. */
    void undoTo(int count) {
        while (order.size() > count) {
            int site = order.removeLast();
            sites.close(site);
            reasons.remove(site);
        }
    }

    /** The reason for each site whose drain is cancelled. */
    SortedMap<Integer, Reason> reasons() {
        return reasons;
    }
}
