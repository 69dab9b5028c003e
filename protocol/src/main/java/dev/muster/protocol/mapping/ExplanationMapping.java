package dev.muster.protocol.mapping;

import dev.muster.core.NodeKey;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.core.control.Explanation.Source;
import dev.muster.protocol.wire.ExplainReply;
import dev.muster.protocol.wire.ExplainRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Converts the answers of {@code explain}. {@code to} writes, {@code from} reads and validates. */
public final class ExplanationMapping {
    private static final int MAX_EXPLANATIONS = 1_000;
    private static final int MAX_FACTS = 2_000;

    private ExplanationMapping() {}

    public static ExplainRequest request(Optional<NodeKey> node) {
        return ExplainRequest.newBuilder()
                .setNodeKey(node.map(NodeKey::value).orElse(""))
                .build();
    }

    public static Optional<NodeKey> node(ExplainRequest wire) {
        return Bounds.optional(wire.getNodeKey()).map(NodeKey::new);
    }

    /** Leaves out what exceeds the reader's limits, and of the facts the oldest ones. */
    public static ExplainReply to(List<Explanation> explanations) {
        return ExplainReply.newBuilder()
                .addAllExplanations(explanations.stream()
                        .limit(MAX_EXPLANATIONS)
                        .map(ExplanationMapping::to)
                        .toList())
                .build();
    }

    private static dev.muster.protocol.wire.Explanation to(Explanation explanation) {
        List<Fact> facts = explanation.facts();
        Source source = facts.size() > MAX_FACTS ? Source.SUMMARY : explanation.source();
        return dev.muster.protocol.wire.Explanation.newBuilder()
                .setSubject(Bounds.clip(explanation.subject()))
                .setAnswer(Bounds.clip(explanation.answer()))
                .setSource(source.name().toLowerCase(Locale.ROOT))
                .addAllFacts(facts.stream()
                        .skip(Math.max(0, facts.size() - MAX_FACTS))
                        .map(ExplanationMapping::to)
                        .toList())
                .build();
    }

    private static dev.muster.protocol.wire.Fact to(Fact fact) {
        return dev.muster.protocol.wire.Fact.newBuilder()
                .setAtMillis(fact.at().map(Instant::toEpochMilli).orElse(0L))
                .setDecision(fact.decision().orElse(0))
                .setCode(fact.code())
                .setText(Bounds.clip(fact.text()))
                .build();
    }

    public static List<Explanation> from(ExplainReply wire) {
        return Bounds.list("explanations", wire.getExplanationsList(), MAX_EXPLANATIONS).stream()
                .map(ExplanationMapping::from)
                .toList();
    }

    private static Explanation from(dev.muster.protocol.wire.Explanation wire) {
        Source source = Source.valueOf(wire.getSource().toUpperCase(Locale.ROOT));
        if (source == Source.FIRST_FACT && wire.getFactsCount() == 0) {
            return Bounds.reject("facts", "has no fact, but the answer is its first");
        }
        return new Explanation(
                Bounds.text("subject", wire.getSubject(), Bounds.MAX_MESSAGE),
                Bounds.text("answer", wire.getAnswer(), Bounds.MAX_MESSAGE),
                source,
                Bounds.list("facts", wire.getFactsList(), MAX_FACTS).stream()
                        .map(ExplanationMapping::from)
                        .toList());
    }

    private static Fact from(dev.muster.protocol.wire.Fact wire) {
        long decision = Bounds.number("decision", wire.getDecision(), 0, Long.MAX_VALUE);
        return new Fact(
                wire.getAtMillis() == 0 ? Optional.empty() : Optional.of(Bounds.instant("fact at", wire.getAtMillis())),
                decision == 0 ? OptionalLong.empty() : OptionalLong.of(decision),
                Bounds.singleLine("code", wire.getCode()),
                Bounds.text("fact", wire.getText(), Bounds.MAX_MESSAGE));
    }
}
