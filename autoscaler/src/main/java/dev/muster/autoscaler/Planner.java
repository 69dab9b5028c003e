package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.Market.Urgency;
import dev.muster.core.NodeState;
import dev.muster.core.placement.Need;
import dev.muster.core.placement.Packing;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts demand onto what is there, then onto draining nodes, then onto new ones, then fills up the minimums. Standing demand first, then
 * gangs, then waiting work.
 */
final class Planner {
    private final World world;
    private final Market market;
    private final Floor floor;
    private final Filling standing;
    private final Filling waiting;
    private final WhyNot whyNot;
    private final TakeBacks takeBacks;
    private final List<GangAsk> gangs;
    private final GangPlanner gangPlanner;
    private final List<Unmet> unmet = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Planner(World world, Departures departures) {
        this.world = world;
        this.market = new Market(world, departures);
        Hardness hardness = new Hardness(world);
        List<Ask> standingAsks = hardness.sorted(Ask.of(world.snapshot.demand(), Kind.STANDING));
        List<Ask> waitingAsks = hardness.sorted(Ask.of(world.snapshot.demand(), Kind.WAITING));
        this.gangs = GangAsk.sorted(world.snapshot.gangs());
        List<Need> gangNeeds = GangPlanner.needs(gangs);
        List<Need> waitingNeeds = new ArrayList<>(needs(waitingAsks));
        waitingNeeds.addAll(gangNeeds);
        this.floor = new Floor(world, departures, needs(standingAsks), waitingNeeds);
        this.takeBacks = new TakeBacks(market, floor);
        this.standing = new Filling(floor.packing(Kind.STANDING), standingAsks);
        this.waiting = new Filling(floor.packing(Kind.WAITING), waitingAsks);
        this.whyNot = new WhyNot(world, market, departures);
        this.gangPlanner = new GangPlanner(market, floor, takeBacks, whyNot, gangNeeds, waitingAsks.size());
    }

    private static List<Need> needs(List<Ask> asks) {
        return asks.stream().map(Ask::need).toList();
    }

    Plan plan() {
        place(standing, Urgency.AT_ONCE);
        gangPlanner.seat(gangs, world.snapshot.ledger().placements());
        unmet.addAll(gangPlanner.unmet());
        place(waiting, Urgency.THROTTLED);
        fillMinimums();
        return new Plan(
                market, floor, List.of(standing, waiting), gangPlanner.seated(), takeBacks.reasons(), unmet, refusals);
    }

    private void place(Filling filling, Urgency urgency) {
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
    private void keepAndFill(Filling filling) {
        Runnable kept = () -> {
            Kept.restore(world.snapshot.ledger().placements(), floor, filling);
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

    private static long missingAfter(Runnable attempt, Filling filling) {
        attempt.run();
        return filling.missing();
    }

    private void fillOpenSites(Filling filling) {
        for (int ask = 0; ask < filling.asks.size(); ask++) {
            for (int rank = 0; rank < filling.packing.ranks(ask) && filling.remaining[ask] > 0; rank++) {
                fill(filling, ask, rank, 0, floor.stayingEnd());
                fill(filling, ask, rank, floor.stayingEnd(), floor.end());
            }
        }
    }

    /** Plain first fit, preferences of labels aside: another chance to do without new nodes. */
    private void fillByKey(Filling filling) {
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

    private void fill(Filling filling, int ask, int rank, int from, int to) {
        Packing packing = filling.packing;
        for (int site = from; site < to && filling.remaining[ask] > 0; site++) {
            if (packing.fits(ask, site) > 0 && floor.isOpen(site) && packing.matches(ask, rank, site)) {
                filling.put(ask, site);
            }
        }
    }

    private void onDraining(Filling filling) {
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

    private Reason again(Filling filling, int ask) {
        Ask wanted = filling.asks.get(ask);
        return new Reason(
                Code.NEEDED_AGAIN,
                "needed again for " + filling.remaining[ask] + " x " + wanted.words() + " of " + wanted.source());
    }

    private void buy(Filling filling, Urgency urgency) {
        if (filling.missing() == 0) {
            return;
        }
        Shopping shopping = new Shopping(market, floor, filling, urgency);
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

    private static Reason demand(Ask ask, int missing, int there) {
        return new Reason(
                Code.DEMAND,
                missing + " of " + ask.count() + " x " + ask.words() + " of " + ask.source() + " do not fit on "
                        + Sentences.nodes(there) + " that " + (there == 1 ? "is" : "are") + " ready");
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
