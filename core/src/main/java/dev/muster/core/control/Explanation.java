package dev.muster.core.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer to "why?": one sentence, and the facts behind it.
 *
 * @param subject what is explained: a node, a demand, or the cluster
 */
public record Explanation(String subject, String answer, List<Fact> facts) {
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
}
