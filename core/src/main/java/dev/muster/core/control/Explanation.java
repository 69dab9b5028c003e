package dev.muster.core.control;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An answer to "why?": one sentence, and the facts it rests on.
 *
 * @param subject what was asked about: a node, a demand, the cluster
 */
public record Explanation(String subject, String answer, List<Fact> facts) {
    /**
     * @param at when it was so; empty for what is so now
     * @param decision the number of the decision that did it; empty where none did
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
