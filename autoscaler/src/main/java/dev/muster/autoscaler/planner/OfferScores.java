package dev.muster.autoscaler.planner;

import dev.muster.core.Resources;
import dev.muster.core.placement.Packing;
import java.util.Comparator;
import java.util.Map;

/**
 * Scores how well a new node of an offer would suit the demand that it would get. The criteria, in this order: the minimum needs such a node
 * anyway; it matches the preferred selector; no special resource is wasted; the priority of its type; and how well the node is used, weighed as
 * Ray does (amount times the cube of the used share, the lowest of its resources first, then their mean), with bytes counted in GiB. Of equal
 * offers, the first in the order of the limits wins.
 */
final class OfferScores {
    private static final double GIB = (double) (1L << 30);

    private final LaunchBudget budget;
    private final Packing fresh;

    OfferScores(LaunchBudget budget, Packing fresh) {
        this.budget = budget;
        this.fresh = fresh;
    }

    record Score(boolean neededAnyway, int rank, int wasted, int priority, double least, double mean)
            implements Comparable<Score> {
        private static final Comparator<Score> ORDER = Comparator.comparing(Score::neededAnyway)
                .thenComparing(Score::rank, Comparator.reverseOrder())
                .thenComparing(Score::wasted, Comparator.reverseOrder())
                .thenComparingInt(Score::priority)
                .thenComparingDouble(Score::least)
                .thenComparingDouble(Score::mean);

        @Override
        public int compareTo(Score other) {
            return ORDER.compare(this, other);
        }
    }

    /** The score of a new node of the offer, with the load that it has in the packing now. */
    Score of(int offer, int rank) {
        Resources total = budget.offer(offer).resources();
        double least = Double.MAX_VALUE;
        double sum = 0;
        int wasted = 0;
        for (Map.Entry<String, Long> entry : total.tenThousandths().entrySet()) {
            long used = used(offer, entry.getKey(), entry.getValue());
            double share = (double) used / entry.getValue();
            double worth = amount(entry.getKey(), entry.getValue()) * share * share * share;
            least = Math.min(least, worth);
            sum += worth;
            wasted += used > 0 ? 0 : PlacementSites.special(entry.getKey());
        }
        int kinds = Math.max(1, total.tenThousandths().size());
        int type = budget.typeOf(offer);
        return new Score(
                budget.deficit(type) > 0, rank, wasted, budget.type(type).priority(), least, sum / kinds);
    }

    private long used(int offer, String resource, long total) {
        return fresh.asks(resource) ? total - fresh.free(offer, resource) : 0;
    }

    private static double amount(String resource, long units) {
        double amount = (double) units / Resources.ONE;
        return resource.endsWith("memory") ? amount / GIB : amount;
    }
}
