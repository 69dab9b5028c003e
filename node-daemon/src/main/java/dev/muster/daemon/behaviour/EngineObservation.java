package dev.muster.daemon.behaviour;

import dev.muster.core.status.EngineStatus;
import java.util.Optional;

/**
 * The engine of this node, as it was last observed.
 *
 * @param status empty if the node has no engine
 * @param isAlive whether any of its processes runs, its watchdog included
 */
public record EngineObservation(Optional<EngineStatus> status, boolean isAlive) {
    public static final EngineObservation NONE = new EngineObservation(Optional.empty(), false);
}
