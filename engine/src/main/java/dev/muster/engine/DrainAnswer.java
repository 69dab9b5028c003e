package dev.muster.engine;

/** The engine's answer to a {@link DrainOrder}. */
public sealed interface DrainAnswer {
    /** The node gets no more work, or is gone already. */
    record Accepted() implements DrainAnswer {}

    /** The node stays as it is. @param why in the engine's words, clipped */
    record Refused(String why) implements DrainAnswer {}
}
