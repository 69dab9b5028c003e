package dev.muster.core;

import java.util.Locale;

/** The state of a cluster. {@code READY}: every node type has its minimum. {@code DEGRADED}: a node failed or is lost. */
public enum ClusterState {
    STARTING,
    READY,
    DEGRADED,
    STOPPING,
    DOWN;

    /** Returns the name as JSON and the wire contain it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
