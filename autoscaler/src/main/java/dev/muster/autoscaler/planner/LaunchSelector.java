package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.planner.LaunchBudget.Urgency;
import dev.muster.core.Resources;
import dev.muster.core.placement.Packing;
import java.util.Arrays;
import java.util.Optional;

/** Selects launches for demand that no node holds, always of the offer with the best score. */
final class LaunchSelector {
    /** How many further groups are tried on a node that is launched for one. This is enough to estimate how full it will be. */
    private static final int FOLLOWERS = 16;

    private final LaunchBudget budget;
    private final PlacementSites sites;
    private final DemandPlacement placement;
    private final Urgency urgency;
    private final Packing fresh;
    private final OfferScores scores;

    LaunchSelector(LaunchBudget budget, PlacementSites sites, DemandPlacement placement, Urgency urgency) {
        this.budget = budget;
        this.sites = sites;
        this.placement = placement;
        this.urgency = urgency;
        this.fresh =
                new Packing(placement.groups.stream().map(DemandGroup::need).toList());
        for (int offer = 0; offer < budget.offers(); offer++) {
            fresh.add(
                    budget.offer(offer).resources(),
                    Resources.NONE,
                    budget.offer(offer).labels());
        }
        this.scores = new OfferScores(budget, fresh);
    }

    /** What one node of an offer would hold: {@code counts[i]} of the group {@code groups[i]}. */
    private record Load(int offer, int[] groups, int[] counts, OfferScores.Score score) {}

    /** Launches nodes of one offer, as many as get the same load. Returns false if no offer that may be launched holds the group. */
    boolean launchFor(int group, Reason reason) {
        Optional<Load> best = best(group);
        if (best.isEmpty()) {
            return false;
        }
        Load load = best.get();
        int nodes = nodesWithSameLoad(load);
        budget.launch(load.offer(), nodes);
        for (int node = 0; node < nodes; node++) {
            int site = sites.launch(load.offer(), budget.offer(load.offer()), reason);
            for (int i = 0; i < load.groups().length; i++) {
                placement.put(load.groups()[i], site, load.counts()[i]);
            }
        }
        return true;
    }

    private Optional<Load> best(int group) {
        if (placement.packing.mustJoin(group)) {
            return Optional.empty();
        }
        Load best = null;
        for (int offer = 0; offer < budget.offers(); offer++) {
            if (budget.allowance(offer, urgency).count() > 0
                    && fresh.fits(group, offer) > 0
                    && fresh.rank(group, offer) >= 0) {
                Load load = load(group, offer);
                if (best == null || load.score().compareTo(best.score()) > 0) {
                    best = load;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private Load load(int group, int offer) {
        int[] groups = new int[FOLLOWERS + 1];
        int[] counts = new int[FOLLOWERS + 1];
        int size = 0;
        int tried = 0;
        for (int next = group; next < placement.groups.size() && tried <= FOLLOWERS; next++) {
            if (placement.remaining[next] == 0 || fresh.rank(next, offer) < 0 || placement.packing.mustJoin(next)) {
                continue;
            }
            tried++;
            int count = Math.min(placement.remaining[next], fresh.fits(next, offer));
            if (count > 0) {
                fresh.take(next, offer, count);
                groups[size] = next;
                counts[size++] = count;
            }
        }
        OfferScores.Score score = scores.of(offer, fresh.rank(group, offer));
        for (int i = 0; i < size; i++) {
            fresh.giveBack(groups[i], offer, counts[i]);
        }
        return new Load(offer, Arrays.copyOf(groups, size), Arrays.copyOf(counts, size), score);
    }

    /** How many nodes can get exactly this load before some group runs short. */
    private int nodesWithSameLoad(Load load) {
        int nodes = budget.allowance(load.offer(), urgency).count();
        for (int i = 0; i < load.groups().length; i++) {
            nodes = Math.min(nodes, placement.remaining[load.groups()[i]] / load.counts()[i]);
        }
        return Math.max(1, nodes);
    }
}
