package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Refusal;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Demand.Kind;
import dev.muster.autoscaler.DemandText;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.autoscaler.planner.LaunchBudget.Urgency;
import dev.muster.core.NodeState;
import dev.muster.core.placement.Packing;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Places standing demand, then gangs, then waiting work: each on existing nodes first, then on draining nodes whose drain it cancels, then on new
 * nodes. After that it launches what the minimums still lack.
 */
final class Planner {
    private final SortedSnapshot sorted;
    private final LaunchBudget budget;
    private final PlacementSites sites;
    private final DemandPlacement standing;
    private final DemandPlacement waiting;
    private final RefusalReasons refusalReasons;
    private final CancelledDrains cancelledDrains;
    private final List<GangDemand> gangs;
    private final GangPlanner gangPlanner;
    private final List<Unmet> unmet = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();

    Planner(SortedSnapshot sorted, RequiredRemovals removals) {
        this.sorted = sorted;
        this.budget = new LaunchBudget(sorted, removals);
        PlacementOrder order = new PlacementOrder(sorted);
        List<DemandGroup> standingGroups = order.sorted(DemandGroup.of(sorted.snapshot.demand(), Kind.STANDING));
        List<DemandGroup> waitingGroups = order.sorted(DemandGroup.of(sorted.snapshot.demand(), Kind.WAITING));
        this.gangs = GangDemand.sorted(sorted.snapshot.gangs());
        List<PlacementRequest> gangNeeds = GangPlanner.needs(gangs);
        List<PlacementRequest> waitingNeeds = new ArrayList<>(needs(waitingGroups));
        waitingNeeds.addAll(gangNeeds);
        this.sites = new PlacementSites(sorted, removals, needs(standingGroups), waitingNeeds);
        this.cancelledDrains = new CancelledDrains(budget, sites);
        this.standing = new DemandPlacement(sites.packing(Kind.STANDING), standingGroups);
        this.waiting = new DemandPlacement(sites.packing(Kind.WAITING), waitingGroups);
        this.refusalReasons = new RefusalReasons(sorted, budget, removals);
        this.gangPlanner =
                new GangPlanner(budget, sites, cancelledDrains, refusalReasons, gangNeeds, waitingGroups.size());
    }

    private static List<PlacementRequest> needs(List<DemandGroup> groups) {
        return groups.stream().map(DemandGroup::need).toList();
    }

    PlacementPlan plan() {
        place(standing, Urgency.AT_ONCE);
        gangPlanner.seat(gangs, sorted.snapshot.ledger().placements());
        unmet.addAll(gangPlanner.unmet());
        place(waiting, Urgency.THROTTLED);
        fillMinimums();
        return new PlacementPlan(
                budget,
                sites,
                List.of(standing, waiting),
                gangPlanner.seated(),
                cancelledDrains.reasons(),
                unmet,
                refusals);
    }

    private void place(DemandPlacement placement, Urgency urgency) {
        if (placement.groups.isEmpty()) {
            return;
        }
        placeOnExisting(placement);
        placeOnDraining(placement);
        launchNodes(placement, urgency);
        for (int group = 0; group < placement.groups.size(); group++) {
            if (placement.remaining[group] > 0) {
                unmet.addAll(refusalReasons.unmet(placement.groups.get(group), placement.remaining[group], urgency));
            }
        }
    }

    /** Keeps demand where the last decision put it. If that leaves demand over, tries two other orders and takes the one that leaves least. */
    private void placeOnExisting(DemandPlacement placement) {
        Runnable kept = () -> {
            PreviousPlacement.restore(sorted.snapshot.ledger().placements(), sites, placement);
            fillOpenSites(placement);
        };
        Runnable best = kept;
        long least = missingAfter(kept, placement);
        for (Runnable other : List.<Runnable>of(() -> fillOpenSites(placement), () -> fillByKey(placement))) {
            if (least > 0) {
                placement.clear();
                long missing = missingAfter(other, placement);
                best = missing < least ? other : best;
                least = Math.min(least, missing);
            }
        }
        if (placement.missing() > least) {
            placement.clear();
            best.run();
        }
    }

    private static long missingAfter(Runnable attempt, DemandPlacement placement) {
        attempt.run();
        return placement.missing();
    }

    private void fillOpenSites(DemandPlacement placement) {
        for (int group = 0; group < placement.groups.size(); group++) {
            for (int rank = 0; rank < placement.packing.ranks(group) && placement.remaining[group] > 0; rank++) {
                fill(placement, group, rank, 0, sites.stayingEnd());
                fill(placement, group, rank, sites.stayingEnd(), sites.end());
            }
        }
    }

    /** First fit by node key, without regard to preferred labels: this may need no new node where the usual order would. */
    private void fillByKey(DemandPlacement placement) {
        int[] byKey = sites.stayingByKey();
        for (int group = 0; group < placement.groups.size(); group++) {
            for (int i = 0; i < byKey.length && placement.remaining[group] > 0; i++) {
                if (placement.packing.fits(group, byKey[i]) > 0 && placement.packing.rank(group, byKey[i]) >= 0) {
                    placement.put(group, byKey[i]);
                }
            }
            fill(placement, group, 0, sites.stayingEnd(), sites.end());
        }
    }

    private void fill(DemandPlacement placement, int group, int rank, int from, int to) {
        Packing packing = placement.packing;
        for (int site = from; site < to && placement.remaining[group] > 0; site++) {
            if (packing.fits(group, site) > 0 && sites.isOpen(site) && packing.matches(group, rank, site)) {
                placement.put(group, site);
            }
        }
    }

    private void placeOnDraining(DemandPlacement placement) {
        for (int group = 0; group < placement.groups.size(); group++) {
            for (int site = sites.stayingEnd(); site < sites.drainingEnd() && placement.remaining[group] > 0; site++) {
                if (placement.packing.fits(group, site) > 0
                        && placement.packing.rank(group, site) >= 0
                        && cancelledDrains.cancel(
                                site, neededAgain(placement.groups.get(group), placement.remaining[group]))) {
                    placement.put(group, site);
                }
            }
        }
    }

    private static Reason neededAgain(DemandGroup group, int missing) {
        return new Reason(
                Code.NEEDED_AGAIN,
                "needed again: " + DemandText.requested(missing, group.need().shape(), group.source()));
    }

    private void launchNodes(DemandPlacement placement, Urgency urgency) {
        if (placement.missing() == 0) {
            return;
        }
        LaunchSelector selector = new LaunchSelector(budget, sites, placement, urgency);
        int ready = (int) sorted.nodes.stream()
                .filter(node -> node.state() == NodeState.READY)
                .count();
        for (int group = 0; group < placement.groups.size(); group++) {
            boolean isLaunched = true;
            while (isLaunched && placement.remaining[group] > 0) {
                isLaunched = selector.launchFor(
                        group, launchReason(placement.groups.get(group), placement.remaining[group], ready));
            }
        }
    }

    private static Reason launchReason(DemandGroup group, int missing, int ready) {
        String requested = DemandText.requested(group.count(), group.need().shape(), group.source());
        return new Reason(
                Code.DEMAND,
                ready == 0
                        ? requested + ", no node is ready"
                        : requested + ", " + DemandText.doNotFit(missing) + " on the "
                                + ReadableNumbers.count(ready, "ready node"));
    }

    private void fillMinimums() {
        for (int type = 0; type < budget.types(); type++) {
            if (budget.deficit(type) > 0) {
                fillMinimum(type);
            }
        }
    }

    private void fillMinimum(int type) {
        TypeLimits limits = budget.type(type);
        Reason reason = new Reason(
                Code.MINIMUM,
                "type " + limits.type() + " has " + budget.staying(type) + " of its minimum of "
                        + ReadableNumbers.nodes(limits.min()));
        cancelDrains(type, reason);
        launchForMinimum(type, reason);
        if (budget.deficit(type) > 0) {
            refusals.add(new Refusal(limits.type(), refusalReasons.minimum(type)));
        }
    }

    private void cancelDrains(int type, Reason reason) {
        for (int site = sites.stayingEnd(); site < sites.drainingEnd() && budget.deficit(type) > 0; site++) {
            if (!sites.isOpen(site) && budget.typeNumber(sites.node(site).type()) == type) {
                cancelledDrains.cancel(site, new Reason(Code.NEEDED_AGAIN, reason.text()));
            }
        }
    }

    private void launchForMinimum(int type, Reason reason) {
        for (int offer : budget.plainestFirst(type)) {
            int count = Math.min(
                    budget.deficit(type),
                    budget.allowance(offer, Urgency.AT_ONCE).count());
            if (count > 0) {
                budget.launch(offer, count);
                for (int node = 0; node < count; node++) {
                    sites.launch(offer, budget.offer(offer), reason);
                }
            }
        }
    }
}
