package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.LaunchBudget.Urgency;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.core.Offer;
import dev.muster.core.placement.Candidate;
import dev.muster.core.placement.Feasibility;
import dev.muster.core.placement.PlacementRequest;
import dev.muster.core.placement.ShapeText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why something is not done: which limit, which pause, which resource is short on which type. */
final class RefusalReasons {
    private final SortedSnapshot world;
    private final LaunchBudget market;
    private final RequiredRemovals departures;

    RefusalReasons(SortedSnapshot world, LaunchBudget market, RequiredRemovals departures) {
        this.world = world;
        this.market = market;
        this.departures = departures;
    }

    /** One line for each part of the ask. */
    List<Unmet> unmet(DemandGroup ask, int missing, Urgency urgency) {
        List<Unmet> lines = new ArrayList<>();
        for (DemandGroup.Part part : ask.parts()) {
            int count = ask.parts().size() == 1 && part.need().equals(ask.need()) ? missing : part.count();
            String asked = count + " of " + part.count() + " x "
                    + ShapeText.words(part.need().shape());
            lines.add(new Unmet(ask.source(), part.need().shape(), count, why(asked, count, ask.need(), urgency)));
        }
        return lines;
    }

    /** @param asked what does not fit, in words; {@code count} of it */
    Reason why(String asked, int count, PlacementRequest need, Urgency urgency) {
        Optional<Reason> limit = limit(asked + doNotFit(count), need, urgency);
        if (limit.isPresent()) {
            return limit.get();
        }
        Optional<String> never = Feasibility.whyNever(need, candidates());
        if (never.isPresent()) {
            return new Reason(Code.FITS_NOTHING, never.get());
        }
        return new Reason(
                Code.NO_OFFER,
                asked + doNotFit(count)
                        + "nodes that could hold it are full, and nothing that can be made now would hold it");
    }

    private Optional<Reason> limit(String asked, PlacementRequest need, Urgency urgency) {
        List<Reason> limits = new ArrayList<>();
        for (int offer = 0; offer < market.offers(); offer++) {
            if (holds(market.offer(offer), need)) {
                limits.add(reason(asked, market.block(offer, urgency), market.typeOf(offer)));
            }
        }
        for (int type = 0; limits.isEmpty() && type < market.types(); type++) {
            limits.addAll(atMaximum(asked, need, type).stream().toList());
        }
        return limits.stream().min(Comparator.comparingInt(reason -> hope(reason.code())));
    }

    /** Nodes of the type could hold it, there is no more of it on offer, and its maximum would forbid it anyway. */
    private Optional<Reason> atMaximum(String asked, PlacementRequest need, int type) {
        String name = market.type(type).type();
        boolean wouldDo = world.nodes.stream()
                .anyMatch(node -> !node.key().isHead() && node.type().equals(name) && holds(node, need));
        return wouldDo && market.isAtMaximum(type)
                ? Optional.of(reason(asked, Code.TYPE_AT_MAXIMUM, type))
                : Optional.empty();
    }

    private static boolean holds(Offer offer, PlacementRequest need) {
        return need.selectors().stream().anyMatch(selector -> selector.matches(offer.labels()))
                && offer.resources().covers(need.shape().resources());
    }

    private static boolean holds(NodeView node, PlacementRequest need) {
        return need.selectors().stream().anyMatch(selector -> selector.matches(node.labels()))
                && node.total().covers(need.shape().resources());
    }

    /** The sooner it will pass by itself, the better it is to be told. */
    private static int hope(Code code) {
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
                    ASKED,
                    DRAINED,
                    LOST,
                    FAILED,
                    NEEDED_AGAIN,
                    FITS_NOTHING -> 6;
        };
    }

    Reason minimum(int type, int missing) {
        Code code = market.blockOfType(type);
        String asked =
                ReadableNumbers.nodes(missing) + " of type " + market.type(type).type() + " to its minimum: ";
        return new Reason(code, asked + because(code, type));
    }

    private Reason reason(String asked, Code code, int type) {
        return new Reason(code, asked + because(code, type));
    }

    private String because(Code code, int type) {
        Limits.TypeLimits limits = market.type(type);
        TypeLedger ledger = world.ledger(limits.type());
        return switch (code) {
            case TYPE_AT_MAXIMUM -> "max_workers of type " + limits.type() + " is " + limits.max();
            case CLUSTER_AT_MAXIMUM ->
                "max_workers of the cluster is " + world.snapshot.limits().maxWorkers();
            case BACK_OFF -> pause(limits.type(), ledger);
            case PROTECTED -> protection(limits.type(), ledger);
            case SPEED ->
                "enough nodes of type " + limits.type() + " are on their way for now (upscaling_speed "
                        + world.snapshot.limits().upscalingSpeed() + ")";
            case NO_OFFER -> "no more machines of type " + limits.type() + " are on offer";
            case MINIMUM,
                    DEMAND,
                    IDLE,
                    ABOVE_MAXIMUM,
                    TYPE_REMOVED,
                    ASKED,
                    DRAINED,
                    LOST,
                    FAILED,
                    NEEDED_AGAIN,
                    FITS_NOTHING -> code.name();
        };
    }

    private String doNotFit(int count) {
        long there = world.nodes.stream()
                .filter(node -> SortedSnapshot.stays(node.state()) && !departures.mustGo(node.key()))
                .count();
        return (count == 1 ? " does not fit on " : " do not fit on ") + ReadableNumbers.nodes((int) there) + "; ";
    }

    private static String pause(String type, TypeLedger ledger) {
        String until = ledger.retryAt().map(ReadableNumbers::clock).orElse("?");
        String after = ledger.failures() == 0 ? "" : " after " + ReadableNumbers.count(ledger.failures(), "failure");
        return "type " + type + " pauses until " + until + after + ": " + ReadableNumbers.quoted(ledger.lastError());
    }

    private static String protection(String type, TypeLedger ledger) {
        return "type " + type + " failed " + ledger.failures() + " times in a row and is only tried "
                + ledger.retryAt()
                        .map(at -> "again at " + ReadableNumbers.clock(at))
                        .orElse("now and then") + ": "
                + ReadableNumbers.quoted(ledger.lastError());
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        for (NodeView node : world.nodes) {
            candidates.add(new Candidate(
                    node.key().isHead() ? "the head" : "type " + node.type(), node.total(), node.labels()));
        }
        for (Offer offer : world.offers) {
            candidates.add(new Candidate("type " + offer.type(), offer.resources(), offer.labels()));
        }
        return candidates;
    }
}
