package dev.muster.core.control;

import java.util.List;

/**
 * The result of a request.
 *
 * @param notes what cannot be met now, and why; empty if all of it fits or is being launched
 */
public record RequestOutcome(List<String> notes) {
    public RequestOutcome {
        notes = List.copyOf(notes);
    }
}
