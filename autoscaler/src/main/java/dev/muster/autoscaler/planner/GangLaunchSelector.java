package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.planner.LaunchBudget.Urgency;
import dev.muster.core.Resources;
import dev.muster.core.placement.GangPlacement;
import dev.muster.core.placement.GangStrategy;
import dev.muster.core.placement.Packing;
import dev.muster.core.placement.PlacementRequest;
import java.util.Arrays;
import java.util.List;

/** Selects launches for the bundles of a gang that no node holds, one node at a time, always of the offer with the best score. */
final class GangLaunchSelector {
    private final LaunchBudget budget;
    private final PlacementSites sites;
    private final int firstNeed;
    private final Packing fresh;
    private final OfferScores scores;

    GangLaunchSelector(LaunchBudget budget, PlacementSites sites, List<PlacementRequest> needs, int firstNeed) {
        this.budget = budget;
        this.sites = sites;
        this.firstNeed = firstNeed;
        this.fresh = new Packing(needs);
        for (int offer = 0; offer < budget.offers(); offer++) {
            fresh.add(
                    budget.offer(offer).resources(),
                    Resources.NONE,
                    budget.offer(offer).labels());
        }
        this.scores = new OfferScores(budget, fresh);
    }

    /** Launches nodes until the gang is placed, or no offer that may be launched holds its next bundle. */
    void launchFor(GangPlacement placement, Reason reason) {
        for (int group = placement.firstMissing(); group >= 0; group = placement.firstMissing()) {
            int offer = best(placement, group);
            if (offer < 0) {
                return;
            }
            budget.launch(offer, 1);
            int site = sites.launch(offer, budget.offer(offer), reason);
            int seats = placement.seats().size();
            for (int other = group; other < placement.groups(); other++) {
                placement.seat(other, site, Integer.MAX_VALUE);
            }
            if (placement.seats().size() == seats) {
                return;
            }
        }
    }

    private int best(GangPlacement placement, int group) {
        int best = -1;
        OfferScores.Score score = null;
        for (int offer = 0; offer < budget.offers(); offer++) {
            int need = placement.need(group) - firstNeed;
            if (budget.allowance(offer, Urgency.AT_ONCE).count() > 0
                    && fresh.fits(need, offer) > 0
                    && fresh.rank(need, offer) >= 0) {
                OfferScores.Score candidate = score(placement, group, offer);
                if (score == null || candidate.compareTo(score) > 0) {
                    best = offer;
                    score = candidate;
                }
            }
        }
        return best;
    }

    private OfferScores.Score score(GangPlacement placement, int group, int offer) {
        int[] counts = new int[placement.groups()];
        boolean isOneEach = placement.bundles().strategy() == GangStrategy.STRICT_SPREAD;
        for (int other = group;
                other < counts.length && !(isOneEach && Arrays.stream(counts).sum() > 0);
                other++) {
            int need = placement.need(other) - firstNeed;
            if (fresh.rank(need, offer) >= 0) {
                int fits = Math.min(placement.remaining(other), fresh.fits(need, offer));
                counts[other] = isOneEach ? Math.min(1, fits) : fits;
                fresh.take(need, offer, counts[other]);
            }
        }
        OfferScores.Score score = scores.of(offer, fresh.rank(placement.need(group) - firstNeed, offer));
        for (int other = group; other < counts.length; other++) {
            if (counts[other] > 0) {
                fresh.giveBack(placement.need(other) - firstNeed, offer, counts[other]);
            }
        }
        return score;
    }
}
