package dev.muster.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/** Identifies a job of the engine. Neither a shell, an option parser nor a URL reads anything else into it. */
public record JobId(String value) {
    /** For people: what an ID may contain. */
    public static final String RULE =
            "letters, digits, '.', '_' and '-', at most 128, beginning with a letter or a digit";

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /** @throws IllegalArgumentException if it breaks the {@link #RULE} */
    public JobId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not an ID of a job: use " + RULE);
        }
    }

    /** Returns the ID; empty if the text breaks the {@link #RULE}. */
    public static Optional<JobId> find(String text) {
        return isValid(text) ? Optional.of(new JobId(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
