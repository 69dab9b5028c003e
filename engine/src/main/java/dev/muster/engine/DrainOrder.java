package dev.muster.engine;

import java.time.Instant;

/** How a node is drained. */
public sealed interface DrainOrder {
    /** Why, for the engine's logs. */
    String reason();

    /** Only if the node is idle. */
    record IfIdle(String reason) implements DrainOrder {}

    /** In any case. @param deadline by the wall clock; the head ends what still runs then */
    record Always(String reason, Instant deadline) implements DrainOrder {}
}
