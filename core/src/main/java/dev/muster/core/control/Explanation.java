package dev.muster.core.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to "why?": one sentence, and the facts behind it.
 *
 * @param subject what is explained: a node, a demand, or the cluster
 * @param source where the answer comes from
 */
public record Explanation(String subject, String answer, Source source, List<Fact> facts) {
    public enum Source {
        /** The answer is the text of the first fact. */
        FIRST_FACT,
        /** The answer says more than any of the facts. */
        SUMMARY
    }

    /**
     * One fact behind the answer.
     *
     * @param at when it happened; empty for something that is true now
     * @param decision the number of the decision that caused it; empty if none did
     * @param code for programs, in lower case
     */
    public record Fact(Optional<Instant> at, OptionalLong decision, String code, String text) {
        public static Fact now(String code, String text) {
            return new Fact(Optional.empty(), OptionalLong.empty(), code, text);
        }
    }

    public Explanation {
        facts = List.copyOf(facts);
    }

    public static Explanation summary(String subject, String answer, List<Fact> facts) {
        return new Explanation(subject, answer, Source.SUMMARY, facts);
    }

    /** @param facts at least one: the first is the answer */
    public static Explanation ofFirst(String subject, List<Fact> facts) {
        return new Explanation(subject, facts.getFirst().text(), Source.FIRST_FACT, facts);
    }
}
