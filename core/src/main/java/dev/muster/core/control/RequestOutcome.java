package dev.muster.core.control;

import java.util.List;

/** @param notes what cannot be met now and why (a limit, say); empty where all fits or is being made */
public record RequestOutcome(List<String> notes) {
    public RequestOutcome {
        notes = List.copyOf(notes);
    }
}
