package dev.muster.protocol.mapping;

import dev.muster.core.NodeKey;
import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import dev.muster.protocol.wire.ExplainReply;
import dev.muster.protocol.wire.ExplainRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers to "why?". {@code to} writes, {@code from} reads and checks. */
public final class ExplanationMapping {
    private static final int MOST_EXPLANATIONS = 1_000;
    private static final int MOST_FACTS = 2_000;

    private ExplanationMapping() {}

    public static ExplainRequest request(Optional<NodeKey> node) {
        return ExplainRequest.newBuilder()
                .setNodeKey(node.map(NodeKey::value).orElse(""))
                .build();
    }

    public static Optional<NodeKey> node(ExplainRequest wire) {
        return Bounds.present(wire.getNodeKey()).map(NodeKey::new);
    }

    /** What is more than the other end takes is left out: the latest facts are the last to go. */
    public static ExplainReply to(List<Explanation> explanations) {
        return ExplainReply.newBuilder()
                .addAllExplanations(explanations.stream()
                        .limit(MOST_EXPLANATIONS)
                        .map(ExplanationMapping::to)
                        .toList())
                .build();
    }

    private static dev.muster.protocol.wire.Explanation to(Explanation explanation) {
        List<Fact> facts = explanation.facts();
        return dev.muster.protocol.wire.Explanation.newBuilder()
                .setSubject(Bounds.clip(explanation.subject()))
                .setAnswer(Bounds.clip(explanation.answer()))
                .addAllFacts(facts.stream()
                        .skip(Math.max(0, facts.size() - MOST_FACTS))
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
        return Bounds.count("explanations", wire.getExplanationsList(), MOST_EXPLANATIONS).stream()
                .map(ExplanationMapping::from)
                .toList();
    }

    private static Explanation from(dev.muster.protocol.wire.Explanation wire) {
        return new Explanation(
                Bounds.text("subject", wire.getSubject(), Bounds.PROSE),
                Bounds.text("answer", wire.getAnswer(), Bounds.PROSE),
                Bounds.count("facts", wire.getFactsList(), MOST_FACTS).stream()
                        .map(ExplanationMapping::from)
                        .toList());
    }

    private static Fact from(dev.muster.protocol.wire.Fact wire) {
        long decision = Bounds.number("decision", wire.getDecision(), 0, Long.MAX_VALUE);
        return new Fact(
                wire.getAtMillis() == 0 ? Optional.empty() : Optional.of(Bounds.instant("fact at", wire.getAtMillis())),
                decision == 0 ? OptionalLong.empty() : OptionalLong.of(decision),
                Bounds.word("code", wire.getCode()),
                Bounds.text("fact", wire.getText(), Bounds.PROSE));
    }
}
