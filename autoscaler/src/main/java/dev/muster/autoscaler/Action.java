package dev.muster.autoscaler;

import dev.muster.autoscaler.Decision.Reason;
import dev.muster.core.NodeKey;

/** One thing to do; each is safe to repeat. */
public sealed interface Action {
    NodeKey key();

    Reason reason();

    /** Make a node of this offer under a new key. */
    record Launch(NodeKey key, String type, String offer, Reason reason) implements Action {}

    /** No new work there; it is removed after it was seen drained. */
    record Drain(NodeKey key, Reason reason) implements Action {}

    /** A draining node is needed again. */
    record TakeBack(NodeKey key, Reason reason) implements Action {}

    /** Give its machine back; only for nodes seen drained, lost or failed. */
    record Remove(NodeKey key, Reason reason) implements Action {}
}
