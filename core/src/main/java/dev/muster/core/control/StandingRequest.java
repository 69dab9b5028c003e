package dev.muster.core.control;

import dev.muster.core.Shape;
import java.util.List;

/**
 * Standing demand: bundles, each of which must fit on one node. An empty list clears it.
 *
 * @param requestedBy the operator, as {@code user@machine}
 */
public record StandingRequest(List<Bundles> bundles, String requestedBy) {
    public StandingRequest {
        bundles = List.copyOf(bundles);
    }

    /** A number of equal bundles. */
    public record Bundles(Shape shape, int count) {}
}
