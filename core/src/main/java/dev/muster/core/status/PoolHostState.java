package dev.muster.core.status;

import java.util.Locale;

/**
 * What can be done with a host of the pool.
 *
 * <p>{@code FREE}: a node can be made there. {@code USED}: it has a node of this cluster. {@code HELD}: another cluster has it.
 * {@code ON_HOLD}: an operator keeps it free of nodes. {@code FAILED}: it cannot be used now. {@code UNKNOWN}: nobody has connected to it yet.
 */
public enum PoolHostState {
    FREE,
    USED,
    HELD,
    ON_HOLD,
    FAILED,
    UNKNOWN;

    /** Returns the name as JSON and the wire contain it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if no state has this wire name */
    public static PoolHostState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
