package dev.muster.autoscaler;

import dev.muster.core.Shape;
import dev.muster.core.placement.PlacementRequest;

/**
 * Demand for {@code count} equal requests. Each of them must be whole on one node.
 *
 * @param source who requests it: {@link #REQUEST} for {@code cluster request}, otherwise the name of an engine
 * @param kind standing demand is met by the nodes' totals and keeps its nodes; waiting work is met by what is free
 */
public record Demand(String source, Kind kind, PlacementRequest need, int count) {
    /** The source of demand that an operator set with {@code cluster request}. */
    public static final String REQUEST = "request";

    public enum Kind {
        STANDING,
        WAITING
    }

    public Demand {
        if (count < 0) {
            throw new IllegalArgumentException("the count of a demand is negative: " + count);
        }
    }

    public Demand(String source, Kind kind, Shape shape, int count) {
        this(source, kind, PlacementRequest.of(shape), count);
    }

    public Shape shape() {
        return need.shape();
    }
}
