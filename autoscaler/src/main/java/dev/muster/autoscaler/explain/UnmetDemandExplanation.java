package dev.muster.autoscaler.explain;

import dev.muster.autoscaler.Action;
import dev.muster.autoscaler.Decision;
import dev.muster.autoscaler.Decision.Reason.Code;
import dev.muster.autoscaler.Decision.Unmet;
import dev.muster.autoscaler.Ledger.TypeLedger;
import dev.muster.autoscaler.Limits.TypeLimits;
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

/** Why demand is unmet: which resource is short on which type, which limit, which pause. */
public final class UnmetDemandExplanation {
    private final Snapshot snapshot;
    private final Decision decision;

    private UnmetDemandExplanation(Snapshot snapshot, Decision decision) {
        this.snapshot = snapshot;
        this.decision = decision;
    }

    /** One explanation for each unmet demand; none where all is met. */
    public static List<Explanation> of(Snapshot snapshot, Decision decision) {
        UnmetDemandExplanation why = new UnmetDemandExplanation(snapshot, decision);
        return decision.unmet().stream().map(why::explanation).toList();
    }

    private Explanation explanation(Unmet unmet) {
        String gang = unmet.gang().isEmpty() ? "" : " in gang " + unmet.gang();
        String subject = unmet.count() + " x " + ShapeText.words(unmet.shape()) + " of " + unmet.source() + gang;
        List<Fact> facts = new ArrayList<>();
        facts.add(Fact.now(word(unmet.reason().code()), unmet.reason().text()));
        for (TypeLimits type : snapshot.limits().types().values()) {
            if (type.max() == 0 && isTypeOfHead(type)) {
                continue;
            }
            facts.add(Fact.now("type", "type " + type.type() + ": " + ofType(type, unmet.shape())));
        }
        return new Explanation(subject, unmet.reason().text(), facts);
    }

    /** A type for the head alone makes no nodes: nobody expects it to. */
    private boolean isTypeOfHead(TypeLimits type) {
        return snapshot.nodes().stream()
                .anyMatch(node -> node.key().isHead() && node.type().equals(type.type()));
    }

    private String ofType(TypeLimits type, Shape shape) {
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
            return "no machine on offer; " + nodes + " of at most " + type.max() + " nodes exist";
        }
        if (offers.stream().noneMatch(offer -> offer.resources().covers(shape.resources()))) {
            return ShapeText.shortage(shape.resources(), best(offers, shape));
        }
        if (offers.stream().noneMatch(offer -> shape.fits(offer.resources(), offer.labels()))) {
            return "its labels do not match " + ShapeText.words(shape.selector());
        }
        return limit(type, nodes);
    }

    private static Resources best(List<Offer> offers, Shape shape) {
        return offers.stream()
                .map(Offer::resources)
                .max((one, other) -> Long.compare(met(one, shape), met(other, shape)))
                .orElse(Resources.NONE);
    }

    private static long met(Resources resources, Shape shape) {
        return shape.resources().tenThousandths().entrySet().stream()
                .filter(asked -> resources.units(asked.getKey()) >= asked.getValue())
                .count();
    }

    private String limit(TypeLimits type, long nodes) {
        TypeLedger ledger = snapshot.ledger().of(type.type());
        long launched = decision.actions().stream()
                .filter(action ->
                        action instanceof Action.Launch launch && launch.type().equals(type.type()))
                .count();
        String counts = (nodes + launched) + " of at most " + type.max() + " nodes exist or are on their way";
        if (nodes + launched >= type.max()) {
            return "would hold it, but is at its max_workers: " + counts;
        }
        if (ledger.isProtected() || ledger.pausesAt(snapshot.now())) {
            return "would hold it, but pauses after failures: " + ledger.lastError();
        }
        return "would hold it; " + counts + "; at most " + snapshot.limits().maxWorkers() + " in the whole cluster";
    }

    static String word(Code code) {
        return code.name().toLowerCase(Locale.ROOT);
    }
}
