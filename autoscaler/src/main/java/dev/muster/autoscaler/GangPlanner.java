package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.Gang.Strategy;
import dev.muster.autoscaler.Market.Urgency;
import dev.muster.core.placement.Amounts;
import dev.muster.core.placement.Need;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seats gangs whole or not at all: those of the last decision where they were, then the others, the large ones first. */
final class GangPlanner {
    private final Market market;
    private final Floor floor;
    private final TakeBacks takeBacks;
    private final WhyNot whyNot;
    private final Map<Need, Integer> numbers = new HashMap<>();
    private final List<Seating> seated = new ArrayList<>();
    private final List<Unmet> unmet = new ArrayList<>();
    private final GangShopping shopping;

    /** @param firstNeed number of the first gang need in the floor's packing of waiting work */
    GangPlanner(Market market, Floor floor, TakeBacks takeBacks, WhyNot whyNot, List<Need> needs, int firstNeed) {
        this.market = market;
        this.floor = floor;
        this.takeBacks = takeBacks;
        this.whyNot = whyNot;
        for (int need = 0; need < needs.size(); need++) {
            numbers.put(needs.get(need), firstNeed + need);
        }
        this.shopping = new GangShopping(market, floor, needs, firstNeed);
    }

    /** Every need of some gang once. */
    static List<Need> needs(List<Bundles> gangs) {
        return gangs.stream()
                .flatMap(bundles -> bundles.groups().stream())
                .map(Bundles.Group::need)
                .distinct()
                .toList();
    }

    List<Seating> seated() {
        return seated;
    }

    List<Unmet> unmet() {
        return unmet;
    }

    void seat(List<Bundles> gangs, List<Placement> before) {
        Map<String, List<Placement>> seats = new HashMap<>();
        for (Placement row : before) {
            if (!row.gang().isEmpty()) {
                seats.computeIfAbsent(row.source() + "\n" + row.gang(), unused -> new ArrayList<>())
                        .add(row);
            }
        }
        List<Bundles> others = new ArrayList<>();
        for (Bundles bundles : gangs) {
            String name = bundles.gang().source() + "\n" + bundles.gang().name();
            if (!seats.containsKey(name) || !restore(bundles, seats.getOrDefault(name, List.of()))) {
                others.add(bundles);
            }
        }
        others.forEach(this::seat);
    }

    private Seating seating(Bundles bundles) {
        int[] needs = bundles.groups().stream()
                .mapToInt(group -> numbers.getOrDefault(group.need(), -1))
                .toArray();
        return new Seating(bundles, floor.packing(Kind.WAITING), needs);
    }

    private boolean restore(Bundles bundles, List<Placement> rows) {
        Seating seating = seating(bundles);
        for (Placement row : rows) {
            for (int group = 0; group < seating.groups(); group++) {
                if (bundles.groups().get(group).need().equals(row.need())) {
                    restore(seating, group, row);
                }
            }
        }
        if (seating.isDone()) {
            seated.add(seating);
            return true;
        }
        seating.clear();
        return false;
    }

    private void restore(Seating seating, int group, Placement row) {
        for (Placement.Spot spot : row.spots()) {
            int site = floor.siteOf(spot.node());
            if (site >= 0 && site < floor.stayingEnd()) {
                seating.seat(group, site, spot.count());
            }
        }
    }

    private void seat(Bundles bundles) {
        Seating seating = seating(bundles);
        Object marketBefore = market.save();
        int takenBackBefore = takeBacks.count();
        int endBefore = floor.end();
        onOpenSites(seating);
        onDraining(seating);
        if (!seating.isDone()) {
            shopping.buyFor(seating, reason(bundles));
        }
        if (seating.isDone()) {
            seated.add(seating);
            return;
        }
        unmet.addAll(why(seating));
        seating.clear();
        floor.cut(endBefore);
        takeBacks.undoTo(takenBackBefore);
        market.restore(marketBefore);
    }

    private void onOpenSites(Seating seating) {
        switch (seating.bundles.gang().strategy()) {
            case STRICT_PACK, STRICT_SPREAD -> fill(seating, Integer.MAX_VALUE);
            case SPREAD -> {
                fillUntaken(seating);
                fill(seating, 1);
            }
            case PACK -> GangPacking.fill(seating, floor);
        }
    }

    private void fillUntaken(Seating seating) {
        for (int site = 0; site < floor.end() && !seating.isDone(); site++) {
            for (int group = 0; floor.isOpen(site) && group < seating.groups() && !seating.isTaken(site); group++) {
                seating.seat(group, site, 1);
            }
        }
    }

    private void fill(Seating seating, int most) {
        for (int group = 0; group < seating.groups(); group++) {
            for (int site = 0; site < floor.end() && seating.remaining(group) > 0; site++) {
                if (floor.isOpen(site)) {
                    seating.seat(group, site, most);
                }
            }
        }
        if (most == 1 && !seating.isDone()) {
            fill(seating, Integer.MAX_VALUE);
        }
    }

    private void onDraining(Seating seating) {
        boolean alone = seating.bundles.gang().strategy() == Strategy.SPREAD;
        for (int group = 0; group < seating.groups(); group++) {
            for (int site = floor.stayingEnd(); site < floor.drainingEnd() && seating.remaining(group) > 0; site++) {
                if (!floor.isOpen(site)
                        && seating.room(group, site) > 0
                        && takeBacks.take(site, again(seating.bundles))) {
                    seating.seat(group, site, alone ? 1 : Integer.MAX_VALUE);
                }
            }
        }
        if (!seating.isDone()) {
            fill(seating, Integer.MAX_VALUE);
        }
    }

    private static Reason again(Bundles bundles) {
        return new Reason(
                Code.NEEDED_AGAIN,
                "needed again for " + bundles.words() + " of " + bundles.gang().source());
    }

    private static Reason reason(Bundles bundles) {
        return new Reason(
                Code.DEMAND,
                bundles.words() + " of " + bundles.gang().source() + " does not fit whole on the nodes there are");
    }

    /** Of the plan that failed, before it is undone: its limits tell what was missing. */
    private List<Unmet> why(Seating seating) {
        Bundles bundles = seating.bundles;
        int missing = seating.firstMissing();
        Bundles.Group group = bundles.groups().get(missing);
        String asked = seating.remaining(missing) + " of " + group.count() + " x "
                + Amounts.words(group.need().shape()) + " of " + bundles.words();
        Reason reason = whyNot.why(asked, seating.remaining(missing), group.need(), Urgency.AT_ONCE);
        List<Unmet> lines = new ArrayList<>();
        Map<Need, Integer> counts = new LinkedHashMap<>();
        bundles.gang().bundles().forEach(bundle -> counts.merge(bundle, 1, Integer::sum));
        counts.forEach((need, count) ->
                lines.add(new Unmet(bundles.gang().source(), bundles.gang().name(), need.shape(), count, reason)));
        return lines;
    }
}
