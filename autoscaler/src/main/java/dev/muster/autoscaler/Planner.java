package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.LaunchBudget.Urgency;
import dev.muster.core.NodeState;
import dev.muster.core.placement.Packing;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts demand onto what is there, then onto draining nodes, then onto new ones, then fills up the minimums. Standing demand first, then
 * gangs, then waiting work.
 */
final class Planner {
    private final SortedSnapshot world;
    private final LaunchBudget market;
    private final PlacementSites floor;
    private final DemandPlacement standing;
    private final DemandPlacement waiting;
    private final RefusalReasons whyNot;
    private final CancelledDrains takeBacks;
    private final List<GangDemand> gangs;
    private final GangPlanner gangPlanner;
    private final List<Unmet> unmet = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Planner(SortedSnapshot world, RequiredRemovals departures) {
        this.world = world;
        this.market = new LaunchBudget(world, departures);
        PlacementOrder hardness = new PlacementOrder(world);
        List<DemandGroup> standingAsks = hardness.sorted(DemandGroup.of(world.snapshot.demand(), Kind.STANDING));
        List<DemandGroup> waitingAsks = hardness.sorted(DemandGroup.of(world.snapshot.demand(), Kind.WAITING));
        this.gangs = GangDemand.sorted(world.snapshot.gangs());
        List<PlacementRequest> gangNeeds = GangPlanner.needs(gangs);
        List<PlacementRequest> waitingNeeds = new ArrayList<>(needs(waitingAsks));
        waitingNeeds.addAll(gangNeeds);
        this.floor = new PlacementSites(world, departures, needs(standingAsks), waitingNeeds);
        this.takeBacks = new CancelledDrains(market, floor);
        this.standing = new DemandPlacement(floor.packing(Kind.STANDING), standingAsks);
        this.waiting = new DemandPlacement(floor.packing(Kind.WAITING), waitingAsks);
        this.whyNot = new RefusalReasons(world, market, departures);
        this.gangPlanner = new GangPlanner(market, floor, takeBacks, whyNot, gangNeeds, waitingAsks.size());
    }

    private static List<PlacementRequest> needs(List<DemandGroup> asks) {
        return asks.stream().map(DemandGroup::need).toList();
    }

    PlacementPlan plan() {
        place(standing, Urgency.AT_ONCE);
        gangPlanner.seat(gangs, world.snapshot.ledger().placements());
        unmet.addAll(gangPlanner.unmet());
        place(waiting, Urgency.THROTTLED);
        fillMinimums();
        return new PlacementPlan(
                market, floor, List.of(standing, waiting), gangPlanner.seated(), takeBacks.reasons(), unmet, refusals);
    }

    private void place(DemandPlacement filling, Urgency urgency) {
        if (filling.asks.isEmpty()) {
            return;
        }
        keepAndFill(filling);
        onDraining(filling);
        buy(filling, urgency);
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            if (filling.remaining[ask] > 0) {
                unmet.addAll(whyNot.unmet(filling.asks.get(ask), filling.remaining[ask], urgency));
            }
        }
    }

    /** First as the last decision put it; where that leaves something over, anew, if this holds more: in the usual order, then by key. */
    private void keepAndFill(DemandPlacement filling) {
        Runnable kept = () -> {
            PreviousPlacement.restore(world.snapshot.ledger().placements(), floor, filling);
            fillOpenSites(filling);
        };
        Runnable best = kept;
        long least = missingAfter(kept, filling);
        for (Runnable other : List.<Runnable>of(() -> fillOpenSites(filling), () -> fillByKey(filling))) {
            if (least > 0) {
                filling.clear();
                long missing = missingAfter(other, filling);
                best = missing < least ? other : best;
                least = Math.min(least, missing);
            }
        }
        if (filling.missing() > least) {
            filling.clear();
            best.run();
        }
    }

    private static long missingAfter(Runnable attempt, DemandPlacement filling) {
        attempt.run();
        return filling.missing();
    }

    private void fillOpenSites(DemandPlacement filling) {
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            for (int rank = 0; rank < filling.packing.ranks(ask) && filling.remaining[ask] > 0; rank++) {
                fill(filling, ask, rank, 0, floor.stayingEnd());
                fill(filling, ask, rank, floor.stayingEnd(), floor.end());
            }
        }
    }

    /** Plain first fit, preferences of labels aside: another chance to do without new nodes. */
    private void fillByKey(DemandPlacement filling) {
        int[] byKey = floor.stayingByKey();
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            for (int i = 0; i < byKey.length && filling.remaining[ask] > 0; i++) {
                if (filling.packing.fits(ask, byKey[i]) > 0 && filling.packing.rank(ask, byKey[i]) >= 0) {
                    filling.put(ask, byKey[i]);
                }
            }
            fill(filling, ask, 0, floor.stayingEnd(), floor.end());
        }
    }

    private void fill(DemandPlacement filling, int ask, int rank, int from, int to) {
        Packing packing = filling.packing;
        for (int site = from; site < to && filling.remaining[ask] > 0; site++) {
            if (packing.fits(ask, site) > 0 && floor.isOpen(site) && packing.matches(ask, rank, site)) {
                filling.put(ask, site);
            }
        }
    }

    private void onDraining(DemandPlacement filling) {
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            for (int site = floor.stayingEnd(); site < floor.drainingEnd() && filling.remaining[ask] > 0; site++) {
                if (filling.packing.fits(ask, site) > 0
                        && filling.packing.rank(ask, site) >= 0
                        && takeBacks.take(site, again(filling, ask))) {
                    filling.put(ask, site);
                }
            }
        }
    }

    private Reason again(DemandPlacement filling, int ask) {
        DemandGroup wanted = filling.asks.get(ask);
        return new Reason(
                Code.NEEDED_AGAIN,
                "needed again for " + filling.remaining[ask] + " x " + wanted.words() + " of " + wanted.source());
    }

    private void buy(DemandPlacement filling, Urgency urgency) {
        if (filling.missing() == 0) {
            return;
        }
        LaunchSelector shopping = new LaunchSelector(market, floor, filling, urgency);
        int there = (int) world.nodes.stream()
                .filter(node -> node.state() == NodeState.READY)
                .count();
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            boolean bought = true;
            while (bought && filling.remaining[ask] > 0) {
                bought = shopping.buyFor(ask, demand(filling.asks.get(ask), filling.remaining[ask], there));
            }
        }
    }

    private static Reason demand(DemandGroup ask, int missing, int there) {
        return new Reason(
                Code.DEMAND,
                missing + " of " + ask.count() + " x " + ask.words() + " of " + ask.source() + " do not fit on "
                        + ReadableNumbers.nodes(there) + " that " + (there == 1 ? "is" : "are") + " ready");
    }

    private void fillMinimums() {
        for (int type = 0; type < market.types(); type++) {
            if (market.deficit(type) > 0) {
                fillMinimum(type);
            }
        }
    }

    private void fillMinimum(int type) {
        Limits.TypeLimits limits = market.type(type);
        Reason reason = new Reason(
                Code.MINIMUM,
                "the minimum of type " + limits.type() + " is " + limits.min() + ", it had " + market.staying(type));
        for (int site = floor.stayingEnd(); site < floor.drainingEnd() && market.deficit(type) > 0; site++) {
            if (!floor.isOpen(site) && floor.node(site).type().equals(limits.type())) {
                takeBacks.take(site, new Reason(Code.NEEDED_AGAIN, reason.text()));
            }
        }
        for (int offer : market.plainestFirst(type)) {
            int count = Math.min(market.deficit(type), market.room(offer, Urgency.AT_ONCE));
            if (count > 0) {
                market.launch(offer, count);
                for (int node = 0; node < count; node++) {
                    floor.launch(offer, market.offer(offer), reason);
                }
            }
        }
        if (market.deficit(type) > 0) {
            refusals.add(new Refusal(limits.type(), whyNot.minimum(type, market.deficit(type))));
        }
    }
}
