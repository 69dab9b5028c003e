package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.DemandText;
import dev.muster.autoscaler.Placement;
import dev.muster.autoscaler.planner.LaunchBudget.Urgency;
import dev.muster.core.placement.GangBundles;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.placement.ShapeText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Places gangs whole or not at all: first those of the last decision where they were, then the others, the large ones first. */
final class GangPlanner {
    private final LaunchBudget budget;
    private final PlacementSites sites;
    private final CancelledDrains cancelledDrains;
    private final RefusalReasons refusalReasons;
    private final Map<PlacementRequest, Integer> numbers = new HashMap<>();
    private final List<GangDemand.Seated> seated = new ArrayList<>();
    private final List<Unmet> unmet = new ArrayList<>();
    private final GangLaunchSelector selector;

    /** @param firstNeed the number of the first gang need in the packing of waiting work */
    GangPlanner(
            LaunchBudget budget,
            PlacementSites sites,
            CancelledDrains cancelledDrains,
            RefusalReasons refusalReasons,
            List<PlacementRequest> needs,
            int firstNeed) {
        this.budget = budget;
        this.sites = sites;
        this.cancelledDrains = cancelledDrains;
        this.refusalReasons = refusalReasons;
        for (int need = 0; need < needs.size(); need++) {
            numbers.put(needs.get(need), firstNeed + need);
        }
        this.selector = new GangLaunchSelector(budget, sites, needs, firstNeed);
    }

    /** The needs of all gangs, each once. */
    static List<PlacementRequest> needs(List<GangDemand> gangs) {
        return gangs.stream()
                .flatMap(demand -> demand.bundles().groups().stream())
                .map(GangBundles.Group::need)
                .distinct()
                .toList();
    }

    List<GangDemand.Seated> seated() {
        return seated;
    }

    List<Unmet> unmet() {
        return unmet;
    }

    void seat(List<GangDemand> gangs, List<Placement> before) {
        Map<String, List<Placement>> seats = new HashMap<>();
        for (Placement row : before) {
            if (!row.gang().isEmpty()) {
                seats.computeIfAbsent(row.source() + "\n" + row.gang(), unused -> new ArrayList<>())
                        .add(row);
            }
        }
        List<GangDemand> others = new ArrayList<>();
        for (GangDemand demand : gangs) {
            String name = demand.identity();
            if (!seats.containsKey(name) || !restore(demand, seats.getOrDefault(name, List.of()))) {
                others.add(demand);
            }
        }
        others.forEach(this::seat);
    }

    private GangPlacement placement(GangBundles bundles) {
        int[] needs = bundles.groups().stream()
                .mapToInt(group -> numbers.getOrDefault(group.need(), -1))
                .toArray();
        return new GangPlacement(bundles, sites.packing(Kind.WAITING), needs);
    }

    private boolean restore(GangDemand demand, List<Placement> rows) {
        GangPlacement placement = placement(demand.bundles());
        for (Placement row : rows) {
            for (int group = 0; group < placement.groups(); group++) {
                if (demand.bundles().groups().get(group).need().equals(row.need())) {
                    restore(placement, group, row);
                }
            }
        }
        if (placement.isDone()) {
            seated.add(new GangDemand.Seated(demand.gang(), placement));
            return true;
        }
        placement.clear();
        return false;
    }

    private void restore(GangPlacement placement, int group, Placement row) {
        for (Placement.Spot spot : row.spots()) {
            int site = sites.siteOf(spot.node());
            if (site >= 0 && site < sites.stayingEnd()) {
                placement.seat(group, site, spot.count());
            }
        }
    }

    private void seat(GangDemand demand) {
        GangPlacement placement = placement(demand.bundles());
        LaunchBudget.Checkpoint budgetBefore = budget.checkpoint();
        int cancelledBefore = cancelledDrains.count();
        int endBefore = sites.end();
        placement.fill(sites.end(), sites::isOpen);
        onDraining(demand, placement);
        if (!placement.isDone()) {
            selector.launchFor(placement, launchReason(demand));
        }
        if (placement.isDone()) {
            seated.add(new GangDemand.Seated(demand.gang(), placement));
            return;
        }
        unmet.addAll(unmet(demand, placement));
        placement.clear();
        sites.cut(endBefore);
        cancelledDrains.undoTo(cancelledBefore);
        budget.restore(budgetBefore);
    }

    private void onDraining(GangDemand demand, GangPlacement placement) {
        boolean isOneEach = placement.bundles().strategy() == GangStrategy.SPREAD;
        for (int group = 0; group < placement.groups(); group++) {
            for (int site = sites.stayingEnd(); site < sites.drainingEnd() && placement.remaining(group) > 0; site++) {
                if (!sites.isOpen(site)
                        && placement.room(group, site) > 0
                        && cancelledDrains.cancel(site, neededAgain(demand))) {
                    placement.seat(group, site, isOneEach ? 1 : Integer.MAX_VALUE);
                }
            }
        }
        if (!placement.isDone()) {
            placement.fillInOrder(sites.end(), sites::isOpen);
        }
    }

    private static Reason neededAgain(GangDemand demand) {
        return new Reason(Code.NEEDED_AGAIN, "needed again: " + demand.describe());
    }

    private static Reason launchReason(GangDemand demand) {
        return new Reason(Code.DEMAND, demand.describe() + ", it does not fit as a whole on the existing nodes");
    }

    /** Call this before the failed plan is undone: the limits that it reached are the reason. */
    private List<Unmet> unmet(GangDemand demand, GangPlacement placement) {
        GangBundles bundles = demand.bundles();
        int missing = placement.firstMissing();
        GangBundles.Group group = bundles.groups().get(missing);
        String fact = demand.describe() + ", of its " + group.count() + " x "
                + ShapeText.words(group.need().shape()) + " " + DemandText.doNotFit(placement.remaining(missing));
        Reason reason = refusalReasons.unplaced(fact, group.need(), Urgency.AT_ONCE);
        List<Unmet> lines = new ArrayList<>();
        Map<PlacementRequest, Integer> counts = new LinkedHashMap<>();
        demand.gang().bundles().forEach(bundle -> counts.merge(bundle, 1, Integer::sum));
        counts.forEach((need, count) ->
                lines.add(new Unmet(demand.gang().source(), demand.gang().name(), need.shape(), count, reason)));
        return lines;
    }
}
