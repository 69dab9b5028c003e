package dev.muster.autoscaler;

import dev.muster.core.Resources;
import dev.muster.core.placement.Packing;
import java.util.Comparator;
import java.util.Map;

/**
 * How good it would be to launch a node of an offer for the demand that would fill it. In this order: a node that the minimum needs anyway;
 * the preferred selector; nothing rare wasted; the type's priority; and the best use of the node, weighed as Ray does (amount times the cube
 * of the used share: the lowest of its resources, then the mean), with bytes counted in GiB. Equal ones: as the limits list them.
 */
final class OfferScores {
    private static final double GIB = (double) (1L << 30);

    private final LaunchBudget market;
    private final Packing fresh;

    OfferScores(LaunchBudget market, Packing fresh) {
        this.market = market;
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

    /** Of a node of the offer as it is filled in the packing of fresh nodes just now. */
    Score of(int offer, int rank) {
        Resources total = market.offer(offer).resources();
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
        int type = market.typeOf(offer);
        return new Score(
                market.deficit(type) > 0, rank, wasted, market.type(type).priority(), least, sum / kinds);
    }

    private long used(int offer, String resource, long total) {
        return fresh.asks(resource) ? total - fresh.free(offer, resource) : 0;
    }

    private static double amount(String resource, long units) {
        double amount = (double) units / Resources.ONE;
        return resource.endsWith("memory") ? amount / GIB : amount;
    }
}
