package dev.muster.core.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How far a bootstrap step is. {@code SKIPPED}: nothing that it depends on changed since it was done. */
public enum StepState {
    STARTED,
    DONE,
    SKIPPED,
    FAILED;

    /** Returns the name as JSON and the wire contain it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a state by its wire name; empty if there is none of that name. */
    public static Optional<StepState> find(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }
}
