package dev.muster.core.control;

import dev.muster.core.Shape;
import java.util.List;

/** Bundles, each whole on one node; none clears the standing demand. */
public record StandingRequest(List<Bundles> bundles, String person) {
    public StandingRequest {
        bundles = List.copyOf(bundles);
    }

    public record Bundles(Shape shape, int count) {}
}
