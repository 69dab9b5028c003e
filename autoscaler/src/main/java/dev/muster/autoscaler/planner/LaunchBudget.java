package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.core.NodeState;
import dev.muster.core.Offer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many nodes may still be launched, and how many drains cancelled, under all limits. Node types and offers are numbered in the order of the
 * limits.
 *
 * <p>Every worker that is not gone yet counts against the maximum, also a failed one: its machine may still exist.
 */
final class LaunchBudget {
    /** This many nodes of a type may always start at once, however few are ready. */
    static final int ALWAYS_STARTING = 5;

    /** How many nodes of a type in protected mode may start at once. With two, one broken machine that is offered first cannot block the others. */
    static final int PROTECTED_STARTING = 2;

    /** Whether {@code upscaling_speed} limits a launch. */
    enum Urgency {
        AT_ONCE,
        THROTTLED
    }

    /**
     * How many nodes of an offer may be launched now.
     *
     * @param count not negative
     * @param limit the limit that allows no more than {@code count}
     */
    record Allowance(int count, Code limit) {
        Allowance {
            count = Math.max(0, count);
        }

        /** The tighter of this allowance and another limit. Of equal ones the first counts. */
        private Allowance and(int otherCount, Code otherLimit) {
            return otherCount < count ? new Allowance(otherCount, otherLimit) : this;
        }
    }

    /** The budget at some moment of a plan. */
    record Checkpoint(Counts counts) {}

    private final List<TypeLimits> types;
    private final List<Offer> offers;
    private final int[] typeOfOffer;
    private final boolean[] isPaused;
    private final boolean[] isProtected;
    private final int[] mayStart;
    private final int maxWorkers;
    private final Map<String, Integer> numbers = new HashMap<>();
    private Counts counts;

    /**
     * Everything that changes while a plan is made.
     *
     * @param existing workers by type
     * @param staying those of them that are not about to go, by type
     * @param starting those of them that are not ready yet, by type
     * @param left machines by offer
     * @param offered machines by type
     */
    private static final class Counts {
        final int[] existing;
        final int[] staying;
        final int[] starting;
        final int[] left;
        final int[] offered;
        int allExisting;
        int allStaying;

        Counts(int types, int offers) {
            this(new int[types], new int[types], new int[types], new int[offers], new int[types]);
        }

        private Counts(int[] existing, int[] staying, int[] starting, int[] left, int[] offered) {
            this.existing = existing;
            this.staying = staying;
            this.starting = starting;
            this.left = left;
            this.offered = offered;
        }

        Counts copy() {
            Counts copy =
                    new Counts(existing.clone(), staying.clone(), starting.clone(), left.clone(), offered.clone());
            copy.allExisting = allExisting;
            copy.allStaying = allStaying;
            return copy;
        }
    }

    LaunchBudget(SortedSnapshot sorted, RequiredRemovals removals) {
        this.types = List.copyOf(sorted.snapshot.limits().types().values());
        this.offers = sorted.offers;
        this.maxWorkers = sorted.snapshot.limits().maxWorkers();
        this.typeOfOffer = new int[offers.size()];
        this.isPaused = new boolean[types.size()];
        this.isProtected = new boolean[types.size()];
        this.mayStart = new int[types.size()];
        this.counts = new Counts(types.size(), offers.size());
        types.forEach(type -> numbers.put(type.type(), numbers.size()));
        countNodes(sorted, removals);
        setUpscaling(sorted);
        countOffers();
        for (int type = 0; type < types.size(); type++) {
            TypeLedger ledger = sorted.ledger(types.get(type).type());
            isPaused[type] = ledger.pausesAt(sorted.now);
            isProtected[type] = ledger.isProtected();
        }
    }

    private void countNodes(SortedSnapshot sorted, RequiredRemovals removals) {
        for (NodeView node : sorted.nodes) {
            if (node.key().isHead()) {
                continue;
            }
            counts.allExisting++;
            Integer type = numbers.get(node.type());
            if (type == null) {
                continue;
            }
            counts.existing[type]++;
            if (SortedSnapshot.stays(node.state()) && !removals.mustGo(node.key())) {
                counts.staying[type]++;
                counts.allStaying++;
                counts.starting[type] += node.state() == NodeState.READY ? 0 : 1;
            }
        }
    }

    private void setUpscaling(SortedSnapshot sorted) {
        for (int type = 0; type < types.size(); type++) {
            int ready = counts.staying[type] - counts.starting[type];
            double wanted = Math.ceil(sorted.snapshot.limits().upscalingSpeed() * Math.max(1, ready));
            mayStart[type] = (int) Math.max(ALWAYS_STARTING, Math.min(wanted, Integer.MAX_VALUE));
        }
    }

    private void countOffers() {
        for (int offer = 0; offer < offers.size(); offer++) {
            typeOfOffer[offer] = numbers.getOrDefault(offers.get(offer).type(), 0);
            counts.left[offer] = offers.get(offer).count();
            counts.offered[typeOfOffer[offer]] += counts.left[offer];
        }
    }

    int typeNumber(String type) {
        return numbers.getOrDefault(type, -1);
    }

    int types() {
        return types.size();
    }

    TypeLimits type(int type) {
        return types.get(type);
    }

    int offers() {
        return offers.size();
    }

    Offer offer(int offer) {
        return offers.get(offer);
    }

    int typeOf(int offer) {
        return typeOfOffer[offer];
    }

    int staying(int type) {
        return counts.staying[type];
    }

    /** How many workers of the type count against its maximum although they are about to go, such as failed ones. */
    int leaving(int type) {
        return counts.existing[type] - counts.staying[type];
    }

    /** How many nodes the type is below its minimum. */
    int deficit(int type) {
        return Math.max(0, types.get(type).min() - counts.staying[type]);
    }

    /** How many more nodes of the offer may be launched now, and which limit allows no more. */
    Allowance allowance(int offer, Urgency urgency) {
        int type = typeOfOffer[offer];
        Allowance allowance = allowanceOfType(type).and(counts.left[offer], Code.NO_OFFER);
        return switch (urgency) {
            case AT_ONCE -> allowance;
            case THROTTLED ->
                allowance.and(Math.max(deficit(type), mayStart[type] - counts.starting[type]), Code.SPEED);
        };
    }

    private Allowance allowanceOfType(int type) {
        Allowance allowance = new Allowance(types.get(type).max() - counts.existing[type], Code.TYPE_AT_MAXIMUM)
                .and(maxWorkers - counts.allExisting - reservedForOthers(type), Code.CLUSTER_AT_MAXIMUM);
        if (isProtected[type]) {
            return allowance.and(isPaused[type] ? 0 : PROTECTED_STARTING - counts.starting[type], Code.PROTECTED);
        }
        return isPaused[type] ? allowance.and(0, Code.BACK_OFF) : allowance;
    }

    /** How many nodes below the cluster's maximum the minimums of other types will need. */
    private int reservedForOthers(int type) {
        int reserved = 0;
        for (int other = 0; other < types.size(); other++) {
            if (other != type) {
                reserved += Math.min(deficit(other), counts.offered[other]);
            }
        }
        return deficit(type) > 0
                ? Math.min(reserved, Math.max(0, maxWorkers - counts.allExisting - deficit(type)))
                : reserved;
    }

    boolean isClusterAtMaximum() {
        return maxWorkers <= counts.allExisting;
    }

    boolean isAtMaximum(int type) {
        return types.get(type).max() <= counts.existing[type];
    }

    /** The limit that keeps the type below its minimum. */
    Code limitOfMinimum(int type) {
        List<Integer> offersOfType = plainestFirst(type);
        if (!offersOfType.isEmpty()) {
            return allowance(offersOfType.getFirst(), Urgency.AT_ONCE).limit();
        }
        return isAtMaximum(type) ? Code.TYPE_AT_MAXIMUM : Code.NO_OFFER;
    }

    /** The offers of the type, those without special resources first. */
    List<Integer> plainestFirst(int type) {
        List<Integer> result = new ArrayList<>();
        for (int offer = 0; offer < offers.size(); offer++) {
            if (typeOfOffer[offer] == type) {
                result.add(offer);
            }
        }
        result.sort(Comparator.<Integer>comparingInt(
                        offer -> PlacementSites.special(offers.get(offer).resources()))
                .thenComparing(offer -> -offers.get(offer).count()));
        return result;
    }

    void launch(int offer, int count) {
        int type = typeOfOffer[offer];
        counts.left[offer] -= count;
        counts.offered[type] -= count;
        counts.existing[type] += count;
        counts.staying[type] += count;
        counts.starting[type] += count;
        counts.allExisting += count;
        counts.allStaying += count;
    }

    boolean canCancelDrain(int type) {
        return counts.staying[type] < types.get(type).max() && counts.allStaying < maxWorkers;
    }

    void cancelDrain(int type) {
        counts.staying[type]++;
        counts.allStaying++;
    }

    /** The budget now, to return to if a plan that must be whole fails. */
    Checkpoint checkpoint() {
        return new Checkpoint(counts.copy());
    }

    void restore(Checkpoint checkpoint) {
        counts = checkpoint.counts().copy();
    }
}
