package dev.muster.core;

import java.util.Map;

/** What one unit of demand needs, all of it on one node. Equal shapes are counted, not listed one by one. */
public record Shape(Resources resources, Selector selector) {
    /** Returns a shape that fits nodes with any labels. */
    public static Shape of(Resources resources) {
        return new Shape(resources, Selector.ANY);
    }

    /** Whether a node with these free resources and labels can hold one unit. */
    public boolean fits(Resources free, Map<String, String> labels) {
        return free.covers(resources) && selector.matches(labels);
    }
}
