package dev.muster.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The state of a node in its life cycle.
 *
 * <p>{@code REQUESTED}: the key exists and the machine was requested. {@code STARTING}: the machine exists and is being set up.
 * {@code READY}: the daemon joined. {@code DRAINING}: the node gets no new work. {@code DRAINED}: the daemon confirmed that nothing runs.
 * {@code STOPPING}: the node is being cleaned up and its machine released. {@code LOST}: the daemon was silent for longer than its lease.
 * {@code FAILED}: the node did not come up.
 */
public enum NodeState {
    REQUESTED,
    STARTING,
    READY,
    DRAINING,
    DRAINED,
    STOPPING,
    LOST,
    FAILED;

    private static final Map<NodeState, Set<NodeState>> NEXT = Map.of(
            REQUESTED, Set.of(STARTING, FAILED, STOPPING),
            STARTING, Set.of(READY, FAILED, LOST, STOPPING),
            READY, Set.of(DRAINING, LOST),
            DRAINING, Set.of(READY, DRAINED, LOST),
            DRAINED, Set.of(READY, STOPPING, LOST),
            STOPPING, Set.of(),
            LOST, Set.of(READY, DRAINING, STOPPING),
            FAILED, Set.of(STOPPING));

    /** Whether the life cycle allows this transition. */
    public boolean mayBecome(NodeState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether a machine exists or was requested, so that the node counts against the limits. */
    public boolean holdsMachine() {
        return this != FAILED;
    }

    /** Whether work may be placed on the node, now or when it is up. */
    public boolean isUsable() {
        return isComing() || this == READY;
    }

    /** Whether the daemon has joined and still reports: operators can use the node, even while it drains. */
    public boolean isUp() {
        return this == READY || this == DRAINING || this == DRAINED;
    }

    /** Whether the node is on its way up. */
    public boolean isComing() {
        return this == REQUESTED || this == STARTING;
    }

    /** Whether the node is on its way out. A drain can still be cancelled. */
    public boolean isLeaving() {
        return this == DRAINING || this == DRAINED || this == STOPPING;
    }

    /** Returns the name as JSON and the wire contain it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a state by its wire name; empty if there is none of that name. */
    public static Optional<NodeState> find(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findFirst();
    }

    /** @throws IllegalArgumentException if no state has this wire name */
    public static NodeState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
