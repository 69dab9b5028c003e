package dev.muster.autoscaler;

import dev.muster.core.Shape;
import dev.muster.core.placement.PlacementRequest;

/**
 * What is asked for: {@code count} equal requests, each whole on one node.
 *
 * @param source who asks: {@code request} for standing demand of {@code cluster request}
 * @param kind standing demand is met by totals and keeps its nodes; waiting work is met by what is free
 */
public record Demand(String source, Kind kind, PlacementRequest need, int count) {
    public enum Kind {
        STANDING,
        WAITING
    }

    public Demand {
        if (count < 0) {
            throw new IllegalArgumentException("a count below zero: " + count);
        }
    }

    public Demand(String source, Kind kind, Shape shape, int count) {
        this(source, kind, PlacementRequest.of(shape), count);
    }

    public Shape shape() {
        return need.shape();
    }
}
