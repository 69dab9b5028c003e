package dev.muster.launcher;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;

/** Identifies a node's processes: each carries the marker in its environment. A PID alone never identifies a process. */
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
