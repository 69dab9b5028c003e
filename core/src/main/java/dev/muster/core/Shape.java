package dev.muster.core;

import java.util.Map;

/** What one request needs, whole on one node. Equal shapes are counted together, never listed one by one. */
public record Shape(Resources resources, Selector selector) {
    public static Shape of(Resources resources) {
        return new Shape(resources, Selector.ANY);
    }

    public boolean fits(Resources free, Map<String, String> labels) {
        return free.covers(resources) && selector.matches(labels);
    }
}
