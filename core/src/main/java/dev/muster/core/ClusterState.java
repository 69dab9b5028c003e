package dev.muster.core;

import java.util.Locale;

/** {@code READY}: every type has its minimum. {@code DEGRADED}: some node failed or is lost. */
public enum ClusterState {
    STARTING,
    READY,
    DEGRADED,
    STOPPING,
    DOWN;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
