package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.Market.Urgency;
import dev.muster.core.placement.Amounts;
import dev.muster.core.placement.Bundles;
import dev.muster.core.placement.Need;
import dev.muster.core.placement.Seating;
import dev.muster.core.placement.Strategy;
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
    private final List<GangAsk.Seated> seated = new ArrayList<>();
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
    static List<Need> needs(List<GangAsk> gangs) {
        return gangs.stream()
                .flatMap(ask -> ask.bundles().groups().stream())
                .map(Bundles.Group::need)
                .distinct()
                .toList();
    }

    List<GangAsk.Seated> seated() {
        return seated;
    }

    List<Unmet> unmet() {
        return unmet;
    }

    void seat(List<GangAsk> gangs, List<Placement> before) {
        Map<String, List<Placement>> seats = new HashMap<>();
        for (Placement row : before) {
            if (!row.gang().isEmpty()) {
                seats.computeIfAbsent(row.source() + "\n" + row.gang(), unused -> new ArrayList<>())
                        .add(row);
            }
        }
        List<GangAsk> others = new ArrayList<>();
        for (GangAsk ask : gangs) {
            String name = ask.identity();
            if (!seats.containsKey(name) || !restore(ask, seats.getOrDefault(name, List.of()))) {
                others.add(ask);
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

    private boolean restore(GangAsk ask, List<Placement> rows) {
        Seating seating = seating(ask.bundles());
        for (Placement row : rows) {
            for (int group = 0; group < seating.groups(); group++) {
                if (ask.bundles().groups().get(group).need().equals(row.need())) {
                    restore(seating, group, row);
                }
            }
        }
        if (seating.isDone()) {
            seated.add(new GangAsk.Seated(ask.gang(), seating));
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

    private void seat(GangAsk ask) {
        Seating seating = seating(ask.bundles());
        Object marketBefore = market.save();
        int takenBackBefore = takeBacks.count();
        int endBefore = floor.end();
        seating.fill(floor.end(), floor::isOpen);
        onDraining(ask, seating);
        if (!seating.isDone()) {
            shopping.buyFor(seating, reason(ask));
        }
        if (seating.isDone()) {
            seated.add(new GangAsk.Seated(ask.gang(), seating));
            return;
        }
        unmet.addAll(why(ask, seating));
        seating.clear();
        floor.cut(endBefore);
        takeBacks.undoTo(takenBackBefore);
        market.restore(marketBefore);
    }

    private void onDraining(GangAsk ask, Seating seating) {
        boolean alone = seating.bundles().strategy() == Strategy.SPREAD;
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

    private static Reason again(GangAsk ask) {
        return new Reason(
                Code.NEEDED_AGAIN,
                "needed again for " + ask.words() + " of " + ask.gang().source());
    }

    private static Reason reason(GangAsk ask) {
        return new Reason(
                Code.DEMAND, ask.words() + " of " + ask.gang().source() + " does not fit whole on the nodes there are");
    }

    /** Of the plan that failed, before it is undone: its limits tell what was missing. */
    private List<Unmet> why(GangAsk ask, Seating seating) {
        Bundles bundles = ask.bundles();
        int missing = seating.firstMissing();
        Bundles.Group group = bundles.groups().get(missing);
        String asked = seating.remaining(missing) + " of " + group.count() + " x "
                + Amounts.words(group.need().shape()) + " of " + ask.words();
        Reason reason = whyNot.why(asked, seating.remaining(missing), group.need(), Urgency.AT_ONCE);
        List<Unmet> lines = new ArrayList<>();
        Map<Need, Integer> counts = new LinkedHashMap<>();
        ask.gang().bundles().forEach(bundle -> counts.merge(bundle, 1, Integer::sum));
        counts.forEach((need, count) ->
                lines.add(new Unmet(ask.gang().source(), ask.gang().name(), need.shape(), count, reason)));
        return lines;
    }
}
