package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.LaunchBudget.Urgency;
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

/** Seats gangs whole or not at all: those of the last decision where they were, then the others, the large ones first. */
final class GangPlanner {
    private final LaunchBudget market;
    private final PlacementSites floor;
    private final CancelledDrains takeBacks;
    private final RefusalReasons whyNot;
    private final Map<PlacementRequest, Integer> numbers = new HashMap<>();
    private final List<GangDemand.Seated> seated = new ArrayList<>();
    private final List<Unmet> unmet = new ArrayList<>();
    private final GangLaunchSelector shopping;

    /** @param firstNeed number of the first gang need in the floor's packing of waiting work */
    GangPlanner(
            LaunchBudget market,
            PlacementSites floor,
            CancelledDrains takeBacks,
            RefusalReasons whyNot,
            List<PlacementRequest> needs,
            int firstNeed) {
        this.market = market;
        this.floor = floor;
        this.takeBacks = takeBacks;
        this.whyNot = whyNot;
        for (int need = 0; need < needs.size(); need++) {
            numbers.put(needs.get(need), firstNeed + need);
        }
        this.shopping = new GangLaunchSelector(market, floor, needs, firstNeed);
    }

    /** Every need of some gang once. */
    static List<PlacementRequest> needs(List<GangDemand> gangs) {
        return gangs.stream()
                .flatMap(ask -> ask.bundles().groups().stream())
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
        for (GangDemand ask : gangs) {
            String name = ask.identity();
            if (!seats.containsKey(name) || !restore(ask, seats.getOrDefault(name, List.of()))) {
                others.add(ask);
            }
        }
        others.forEach(this::seat);
    }

    private GangPlacement seating(GangBundles bundles) {
        int[] needs = bundles.groups().stream()
                .mapToInt(group -> numbers.getOrDefault(group.need(), -1))
                .toArray();
        return new GangPlacement(bundles, floor.packing(Kind.WAITING), needs);
    }

    private boolean restore(GangDemand ask, List<Placement> rows) {
        GangPlacement seating = seating(ask.bundles());
        for (Placement row : rows) {
            for (int group = 0; group < seating.groups(); group++) {
                if (ask.bundles().groups().get(group).need().equals(row.need())) {
                    restore(seating, group, row);
                }
            }
        }
        if (seating.isDone()) {
            seated.add(new GangDemand.Seated(ask.gang(), seating));
            return true;
        }
        seating.clear();
        return false;
    }

    private void restore(GangPlacement seating, int group, Placement row) {
        for (Placement.Spot spot : row.spots()) {
            int site = floor.siteOf(spot.node());
            if (site >= 0 && site < floor.stayingEnd()) {
                seating.seat(group, site, spot.count());
            }
        }
    }

    private void seat(GangDemand ask) {
        GangPlacement seating = seating(ask.bundles());
        Object marketBefore = market.save();
        int takenBackBefore = takeBacks.count();
        int endBefore = floor.end();
        seating.fill(floor.end(), floor::isOpen);
        onDraining(ask, seating);
        if (!seating.isDone()) {
            shopping.buyFor(seating, reason(ask));
        }
        if (seating.isDone()) {
            seated.add(new GangDemand.Seated(ask.gang(), seating));
            return;
        }
        unmet.addAll(why(ask, seating));
        seating.clear();
        floor.cut(endBefore);
        takeBacks.undoTo(takenBackBefore);
        market.restore(marketBefore);
    }

    private void onDraining(GangDemand ask, GangPlacement seating) {
        boolean alone = seating.bundles().strategy() == GangStrategy.SPREAD;
        for (int group = 0; group < seating.groups(); group++) {
            for (int site = floor.stayingEnd(); site < floor.drainingEnd() && seating.remaining(group) > 0; site++) {
                if (!floor.isOpen(site) && seating.room(group, site) > 0 && takeBacks.take(site, again(ask))) {
                    seating.seat(group, site, alone ? 1 : Integer.MAX_VALUE);
                }
            }
        }
        if (!seating.isDone()) {
            seating.fillInOrder(floor.end(), floor::isOpen);
        }
    }

    private static Reason again(GangDemand ask) {
        return new Reason(
                Code.NEEDED_AGAIN,
                "needed again for " + ask.words() + " of " + ask.gang().source());
    }

    private static Reason reason(GangDemand ask) {
        return new Reason(
                Code.DEMAND, ask.words() + " of " + ask.gang().source() + " does not fit whole on the nodes there are");
    }

    /** Of the plan that failed, before it is undone: its limits tell what was missing. */
    private List<Unmet> why(GangDemand ask, GangPlacement seating) {
        GangBundles bundles = ask.bundles();
        int missing = seating.firstMissing();
        GangBundles.Group group = bundles.groups().get(missing);
        String asked = seating.remaining(missing) + " of " + group.count() + " x "
                + ShapeText.words(group.need().shape()) + " of " + ask.words();
        Reason reason = whyNot.why(asked, seating.remaining(missing), group.need(), Urgency.AT_ONCE);
        List<Unmet> lines = new ArrayList<>();
        Map<PlacementRequest, Integer> counts = new LinkedHashMap<>();
        ask.gang().bundles().forEach(bundle -> counts.merge(bundle, 1, Integer::sum));
        counts.forEach((need, count) ->
                lines.add(new Unmet(ask.gang().source(), ask.gang().name(), need.shape(), count, reason)));
        return lines;
    }
}
