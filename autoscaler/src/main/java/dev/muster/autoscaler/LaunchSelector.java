package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.LaunchBudget.Urgency;
import dev.muster.core.Resources;
import dev.muster.core.placement.Packing;
import java.util.Arrays;
import java.util.Optional;

/** Launches for demand that no node holds: of all offers that would do the best filled one, again and again. */
final class LaunchSelector {
    /** How many further asks are tried on a node that is launched for one: enough to judge how full it will be. */
    private static final int FOLLOWERS = 16;

    private final LaunchBudget market;
    private final PlacementSites floor;
    private final DemandPlacement filling;
    private final Urgency urgency;
    private final Packing fresh;
    private final OfferScores scores;

    LaunchSelector(LaunchBudget market, PlacementSites floor, DemandPlacement filling, Urgency urgency) {
        this.market = market;
        this.floor = floor;
        this.filling = filling;
        this.urgency = urgency;
        this.fresh = new Packing(filling.asks.stream().map(DemandGroup::need).toList());
        for (int offer = 0; offer < market.offers(); offer++) {
            fresh.add(
                    market.offer(offer).resources(),
                    Resources.NONE,
                    market.offer(offer).labels());
        }
        this.scores = new OfferScores(market, fresh);
    }

    /** What one node of an offer would be filled with: pairs of ask and count. */
    private record Load(int offer, int[] asks, int[] counts, OfferScores.Score score) {}

    /** One kind of node, as many as are filled alike; false where no offer with room holds the ask. */
    boolean buyFor(int ask, Reason reason) {
        Optional<Load> best = best(ask);
        if (best.isEmpty()) {
            return false;
        }
        Load load = best.get();
        int nodes = alike(load);
        market.launch(load.offer(), nodes);
        for (int node = 0; node < nodes; node++) {
            int site = floor.launch(load.offer(), market.offer(load.offer()), reason);
            for (int i = 0; i < load.asks().length; i++) {
                filling.put(load.asks()[i], site, load.counts()[i]);
            }
        }
        return true;
    }

    private Optional<Load> best(int ask) {
        if (filling.packing.mustJoin(ask)) {
            return Optional.empty();
        }
        Load best = null;
        for (int offer = 0; offer < market.offers(); offer++) {
            if (market.room(offer, urgency) > 0 && fresh.fits(ask, offer) > 0 && fresh.rank(ask, offer) >= 0) {
                Load load = load(ask, offer);
                if (best == null || load.score().compareTo(best.score()) > 0) {
                    best = load;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Load load(int ask, int offer) {
        int[] asks = new int[FOLLOWERS + 1];
        int[] counts = new int[FOLLOWERS + 1];
        int size = 0;
        int tried = 0;
        for (int next = ask; next < filling.asks.size() && tried <= FOLLOWERS; next++) {
            if (filling.remaining[next] == 0 || fresh.rank(next, offer) < 0 || filling.packing.mustJoin(next)) {
                continue;
            }
            tried++;
            int count = Math.min(filling.remaining[next], fresh.fits(next, offer));
            if (count > 0) {
                fresh.take(next, offer, count);
                asks[size] = next;
                counts[size++] = count;
            }
        }
        OfferScores.Score score = scores.of(offer, fresh.rank(ask, offer));
        for (int i = 0; i < size; i++) {
            fresh.giveBack(asks[i], offer, counts[i]);
        }
        return new Load(offer, Arrays.copyOf(asks, size), Arrays.copyOf(counts, size), score);
    }

    /** How many nodes can get just this load before some ask runs short. */
    private int alike(Load load) {
        int nodes = market.room(load.offer(), urgency);
        for (int i = 0; i < load.asks().length; i++) {
            nodes = Math.min(nodes, filling.remaining[load.asks()[i]] / load.counts()[i]);
        }
        return Math.max(1, nodes);
    }
}
