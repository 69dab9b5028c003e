package dev.muster.autoscaler.planner;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.DemandText;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.NodeView;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.autoscaler.planner.LaunchBudget.Allowance;
import dev.muster.autoscaler.planner.LaunchBudget.Urgency;
import dev.muster.core.Offer;
import dev.muster.core.placement.Candidate;
import dev.muster.core.placement.Feasibility;
import dev.muster.core.placement.PlacementRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Explains why something is not done: which limit or pause forbids it, or which resource is short on which node type. */
final class RefusalReasons {
    private final SortedSnapshot sorted;
    private final LaunchBudget budget;
    private final RequiredRemovals removals;

    RefusalReasons(SortedSnapshot sorted, LaunchBudget budget, RequiredRemovals removals) {
        this.sorted = sorted;
        this.budget = budget;
        this.removals = removals;
    }

    /** One line for each part of the group. */
    List<Unmet> unmet(DemandGroup group, int missing, Urgency urgency) {
        List<Unmet> lines = new ArrayList<>();
        for (DemandGroup.Part part : group.parts()) {
            boolean isWholeGroup = group.parts().size() == 1 && part.need().equals(group.need());
            int count = isWholeGroup ? missing : part.count();
            String requested = DemandText.requested(part.count(), part.need().shape(), group.source());
            Reason reason = unplaced(requested + ", " + DemandText.doNotFit(count), group.need(), urgency);
            lines.add(new Unmet(group.source(), part.need().shape(), count, reason));
        }
        return lines;
    }

    /** @param fact a sentence that says what does not fit; the text of the reason starts with it */
    Reason unplaced(String fact, PlacementRequest need, Urgency urgency) {
        String sentence = fact + onNodes();
        Optional<Reason> limit = limit(sentence, need, urgency);
        if (limit.isPresent()) {
            return limit.get();
        }
        Optional<String> never = Feasibility.whyNever(need, candidates());
        if (never.isPresent()) {
            return new Reason(Code.FITS_NOTHING, never.get());
        }
        return new Reason(
                Code.NO_OFFER,
                sentence + ": every node that is large enough is full, and no machine of that kind is available");
    }

    private Optional<Reason> limit(String sentence, PlacementRequest need, Urgency urgency) {
        List<Reason> limits = new ArrayList<>();
        for (int offer = 0; offer < budget.offers(); offer++) {
            if (holds(budget.offer(offer), need)) {
                Allowance allowance = budget.allowance(offer, urgency);
                if (allowance.count() == 0) {
                    limits.add(reason(sentence, allowance.limit(), budget.typeOf(offer)));
                }
            }
        }
        for (int type = 0; limits.isEmpty() && type < budget.types(); type++) {
            if (budget.isAtMaximum(type) && hasNodeThatHolds(type, need)) {
                limits.add(reason(sentence, Code.TYPE_AT_MAXIMUM, type));
            }
        }
        return limits.stream().min(Comparator.comparingInt(reason -> permanence(reason.code())));
    }

    /** Nodes of the type could hold it. No more are on offer, but the type's maximum would forbid another one anyway. */
    private boolean hasNodeThatHolds(int type, PlacementRequest need) {
        String name = budget.type(type).type();
        return sorted.nodes.stream()
                .anyMatch(node -> !node.key().isHead() && node.type().equals(name) && holds(node, need));
    }

    private static boolean holds(Offer offer, PlacementRequest need) {
        return need.selectors().stream().anyMatch(selector -> selector.matches(offer.labels()))
                && offer.resources().covers(need.shape().resources());
    }

    private static boolean holds(NodeView node, PlacementRequest need) {
        return need.selectors().stream().anyMatch(selector -> selector.matches(node.labels()))
                && node.total().covers(need.shape().resources());
    }

    /** The limit that will pass soonest without an operator has the lowest value; it is the most useful one to report. */
    private static int permanence(Code code) {
        return switch (code) {
            case SPEED -> 0;
            case BACK_OFF -> 1;
            case TYPE_AT_MAXIMUM -> 2;
            case CLUSTER_AT_MAXIMUM -> 3;
            case PROTECTED -> 4;
            case NO_OFFER -> 5;
            case MINIMUM,
                    DEMAND,
                    IDLE,
                    ABOVE_MAXIMUM,
                    TYPE_REMOVED,
                    DRAIN_REQUESTED,
                    DRAINED,
                    LOST,
                    FAILED,
                    NEEDED_AGAIN,
                    FITS_NOTHING -> 6;
        };
    }

    /** Why the type is still below its minimum. */
    Reason minimum(int type) {
        String fact = "type " + budget.type(type).type() + " is " + ReadableNumbers.nodes(budget.deficit(type))
                + " below its minimum";
        return reason(fact, budget.limitOfMinimum(type), type);
    }

    private Reason reason(String sentence, Code code, int type) {
        return new Reason(code, sentence + ": " + describe(code, type));
    }

    private String describe(Code code, int type) {
        TypeLimits limits = budget.type(type);
        TypeLedger ledger = sorted.ledger(limits.type());
        return switch (code) {
            case TYPE_AT_MAXIMUM -> typeAtMaximum(type);
            case CLUSTER_AT_MAXIMUM ->
                "the cluster is at its max_workers of "
                        + sorted.snapshot.limits().maxWorkers()
                        + (budget.isClusterAtMaximum() ? "" : ", with those that other types need for their minimum");
            case BACK_OFF -> pause(limits.type(), ledger);
            case PROTECTED -> protection(limits.type(), ledger);
            case SPEED ->
                "upscaling_speed " + sorted.snapshot.limits().upscalingSpeed() + " allows no more nodes of type "
                        + limits.type() + " to start at once";
            case NO_OFFER -> "no more machines of type " + limits.type() + " are available";
            case MINIMUM,
                    DEMAND,
                    IDLE,
                    ABOVE_MAXIMUM,
                    TYPE_REMOVED,
                    DRAIN_REQUESTED,
                    DRAINED,
                    LOST,
                    FAILED,
                    NEEDED_AGAIN,
                    FITS_NOTHING -> throw new IllegalStateException(code + " does not limit launches");
        };
    }

    private String typeAtMaximum(int type) {
        int leaving = budget.leaving(type);
        String counted = leaving == 0
                ? ""
                : ", including " + ReadableNumbers.nodes(leaving) + (leaving == 1 ? " that is" : " that are")
                        + " failed, lost or being removed";
        return "type " + budget.type(type).type() + " is at its max_workers of "
                + budget.type(type).max() + counted;
    }

    private String onNodes() {
        int nodes = (int) sorted.nodes.stream()
                .filter(node -> SortedSnapshot.stays(node.state()) && !removals.mustGo(node.key()))
                .count();
        return nodes == 0 ? "" : " on the " + ReadableNumbers.nodes(nodes);
    }

    private static String pause(String type, TypeLedger ledger) {
        String until = ledger.retryAt().map(ReadableNumbers::clock).orElse("?");
        return "launches of type " + type + " are paused until " + until
                + (ledger.failures() == 0 ? "" : " after a failure") + ": "
                + ReadableNumbers.quoted(ledger.lastError());
    }

    private String protection(String type, TypeLedger ledger) {
        String next = ledger.pausesAt(sorted.now)
                ? "the next attempt is at "
                        + ledger.retryAt().map(ReadableNumbers::clock).orElse("?")
                : "an attempt is running";
        return "launches of type " + type + " failed repeatedly, " + next + ": "
                + ReadableNumbers.quoted(ledger.lastError());
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (NodeView node : sorted.nodes) {
            candidates.add(new Candidate(
                    node.key().isHead() ? "the head" : "type " + node.type(), node.total(), node.labels()));
        }
        for (Offer offer : sorted.offers) {
            candidates.add(new Candidate("type " + offer.type(), offer.resources(), offer.labels()));
        }
        return candidates;
    }
}
