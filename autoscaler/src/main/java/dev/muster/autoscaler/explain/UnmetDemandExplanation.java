package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.DemandText;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits.TypeLimits;
import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.autoscaler.Snapshot;
import dev.muster.core.Offer;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.placement.ShapeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Explains why demand is unmet: which resource is short on which node type, or which limit or pause forbids a launch. */
public final class UnmetDemandExplanation {
    private final Snapshot snapshot;
    private final Decision decision;

    private UnmetDemandExplanation(Snapshot snapshot, Decision decision) {
        this.snapshot = snapshot;
        this.decision = decision;
    }

    /** One explanation for each unmet demand. The list is empty if all demand is met. */
    public static List<Explanation> of(Snapshot snapshot, Decision decision) {
        UnmetDemandExplanation explanations = new UnmetDemandExplanation(snapshot, decision);
        return decision.unmet().stream().map(explanations::explanation).toList();
    }

    private Explanation explanation(Unmet unmet) {
        String gang = unmet.gang().isEmpty() ? "" : " in gang " + unmet.gang();
        String subject = DemandText.requested(unmet.count(), unmet.shape(), unmet.source()) + gang;
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.now(wireName(unmet.reason().code()), unmet.reason().text()));
        for (TypeLimits type : snapshot.limits().types().values()) {
            if (type.max() == 0 && isHeadsType(type)) {
                continue;
            }
            facts.add(Fact.now("type", "type " + type.type() + ": " + describe(type, unmet.shape())));
        }
        return Explanation.ofFirst(subject, facts);
    }

    /** A type that only the head uses launches no nodes, so it would only be noise in the answer. */
    private boolean isHeadsType(TypeLimits type) {
        return snapshot.nodes().stream()
                .anyMatch(node -> node.key().isHead() && node.type().equals(type.type()));
    }

    private String describe(TypeLimits type, Shape shape) {
        List<Offer> offers = snapshot.offers().stream()
                .filter(offer -> offer.type().equals(type.type()))
                .toList();
        long nodes = snapshot.nodes().stream()
                .filter(node -> !node.key().isHead() && node.type().equals(type.type()))
                .count();
        if (type.max() == 0) {
            return "its max_workers is 0";
        }
        if (offers.isEmpty()) {
            return "no machine is available, " + nodes + " of at most " + type.max() + " nodes exist";
        }
        if (offers.stream().noneMatch(offer -> offer.resources().covers(shape.resources()))) {
            return ShapeText.shortage(shape.resources(), closest(offers, shape));
        }
        if (offers.stream().noneMatch(offer -> shape.fits(offer.resources(), offer.labels()))) {
            return "its labels do not match " + ShapeText.words(shape.selector());
        }
        if (offers.stream().allMatch(offer -> offer.count() == 0) && nodes < type.max()) {
            return "could hold it, but no machine is available, " + nodes + " of at most " + type.max()
                    + " nodes exist";
        }
        return describeLimit(type, nodes);
    }

    private static Resources closest(List<Offer> offers, Shape shape) {
        return offers.stream()
                .map(Offer::resources)
                .max((one, other) -> Long.compare(satisfied(one, shape), satisfied(other, shape)))
                .orElse(Resources.NONE);
    }

    private static long satisfied(Resources resources, Shape shape) {
        return shape.resources().tenThousandths().entrySet().stream()
                .filter(requested -> resources.units(requested.getKey()) >= requested.getValue())
                .count();
    }

    private String describeLimit(TypeLimits type, long nodes) {
        TypeLedger ledger = snapshot.ledger().of(type.type());
        long launched = decision.actions().stream()
                .filter(action ->
                        action instanceof Action.Launch launch && launch.type().equals(type.type()))
                .count();
        String counts = (nodes + launched) + " of at most " + type.max() + " nodes exist or are starting";
        if (nodes + launched >= type.max()) {
            return "could hold it, but is at its max_workers: " + counts;
        }
        if (ledger.isProtected() || ledger.pausesAt(snapshot.now())) {
            return "could hold it, but launches are paused after failures: " + ledger.lastError();
        }
        return "could hold it: " + counts + ", the cluster may have at most "
                + ReadableNumbers.count(snapshot.limits().maxWorkers(), "worker");
    }

    static String wireName(Code code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
