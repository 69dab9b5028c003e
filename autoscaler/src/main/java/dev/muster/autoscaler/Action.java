package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.core.NodeKey;

/** One thing that the head must do about one node. Every action is safe to repeat. */
public sealed interface Action {
    NodeKey key();

    Reason reason();

    /** Launches a node of this offer under a new key. */
    record Launch(NodeKey key, String type, String offer, Reason reason) implements Action {}

    /** Gives a ready node no new work. It is removed once a later snapshot shows it drained. */
    record Drain(NodeKey key, Reason reason) implements Action {}

    /** Makes a draining or drained node ready again, because it is needed. */
    record CancelDrain(NodeKey key, Reason reason) implements Action {}

    /** Releases the node's machine. Only nodes that the snapshot shows as drained, lost or failed are removed. */
    record Remove(NodeKey key, Reason reason) implements Action {}
}
