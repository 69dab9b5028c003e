package dev.muster.launcher;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;

/** What every process of a node carries in its environment: it is known by it, never by its PID alone. */
public record Marker(ClusterId clusterId, NodeKey key) {
    public static final String VARIABLE = "MUSTER_NODE";

    public String value() {
        return clusterId + "/" + key;
    }

    @Override
    public String toString() {
        return VARIABLE + "=" + value();
    }
}
