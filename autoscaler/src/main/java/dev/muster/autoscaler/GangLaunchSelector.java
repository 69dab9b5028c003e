package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.LaunchBudget.Urgency;
import dev.muster.core.Resources;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.Packing;
import dev.muster.core.placement.PlacementRequest;
import java.util.Arrays;
import java.util.List;

/** Launches for what is left of a gang: node by node the best filled offer. */
final class GangLaunchSelector {
    private final LaunchBudget market;
    private final PlacementSites floor;
    private final int firstNeed;
    private final Packing fresh;
    private final OfferScores scores;

    GangLaunchSelector(LaunchBudget market, PlacementSites floor, List<PlacementRequest> needs, int firstNeed) {
        this.market = market;
        this.floor = floor;
        this.firstNeed = firstNeed;
        this.fresh = new Packing(needs);
        for (int offer = 0; offer < market.offers(); offer++) {
            fresh.add(
                    market.offer(offer).resources(),
                    Resources.NONE,
                    market.offer(offer).labels());
        }
        this.scores = new OfferScores(market, fresh);
    }

    /** Until the gang is seated, or no offer with room takes its next bundle. */
    void buyFor(GangPlacement seating, Reason reason) {
        for (int group = seating.firstMissing(); group >= 0; group = seating.firstMissing()) {
            int offer = best(seating, group);
            if (offer < 0) {
                return;
            }
            market.launch(offer, 1);
            int site = floor.launch(offer, market.offer(offer), reason);
            int seats = seating.seats().size();
            for (int other = group; other < seating.groups(); other++) {
                seating.seat(other, site, Integer.MAX_VALUE);
            }
            if (seating.seats().size() == seats) {
                return;
            }
        }
    }

    private int best(GangPlacement seating, int group) {
        int best = -1;
        OfferScores.Score score = null;
        for (int offer = 0; offer < market.offers(); offer++) {
            int need = seating.need(group) - firstNeed;
            if (market.room(offer, Urgency.AT_ONCE) > 0
                    && fresh.fits(need, offer) > 0
                    && fresh.rank(need, offer) >= 0) {
                OfferScores.Score candidate = score(seating, group, offer);
                if (score == null || candidate.compareTo(score) > 0) {
                    best = offer;
                    score = candidate;
                }
            }
        }
        return best;
    }

    private OfferScores.Score score(GangPlacement seating, int group, int offer) {
        int[] counts = new int[seating.groups()];
        boolean alone = seating.bundles().strategy() == GangStrategy.STRICT_SPREAD;
        for (int other = group;
                other < counts.length && !(alone && Arrays.stream(counts).sum() > 0);
                other++) {
            int need = seating.need(other) - firstNeed;
            if (fresh.rank(need, offer) >= 0) {
                int fits = Math.min(seating.remaining(other), fresh.fits(need, offer));
                counts[other] = alone ? Math.min(1, fits) : fits;
                fresh.take(need, offer, counts[other]);
            }
        }
        OfferScores.Score score = scores.of(offer, fresh.rank(seating.need(group) - firstNeed, offer));
        for (int other = group; other < counts.length; other++) {
            if (counts[other] > 0) {
                fresh.giveBack(seating.need(other) - firstNeed, offer, counts[other]);
            }
        }
        return score;
    }
}
