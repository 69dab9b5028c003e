package dev.muster.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The life of a node. {@code REQUESTED}: the key exists, the machine was asked for. {@code STARTING}: the machine exists and is set
 * up. {@code READY}: its daemon joined. {@code DRAINING}: no new work. {@code DRAINED}: its daemon confirmed that nothing runs.
 * {@code STOPPING}: being cleaned and given back. {@code LOST}: its daemon is silent past the grace. {@code FAILED}: it did not come up.
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

    public boolean mayBecome(NodeState next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    /** Counts against the limits: a machine exists or was asked for. */
    public boolean holdsMachine() {
        return this != FAILED;
    }

    /** Work may be placed here now or once it is up. */
    public boolean isUsable() {
        return this == REQUESTED || this == STARTING || this == READY;
    }

    /** As the JSON contract writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty where the word is no state. */
    public static Optional<NodeState> find(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }

    public static NodeState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
