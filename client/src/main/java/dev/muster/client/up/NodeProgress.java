package dev.muster.client.up;

import dev.muster.core.NodeState;
import java.util.Optional;

/**
 * What is known of one node while {@code up} waits.
 *
 * @param step that it is in; empty outside of one
 * @param retried whether another attempt or a replacement will come by itself
 */
record NodeProgress(String host, NodeState state, Optional<String> step, boolean retried) {
    static final NodeProgress NEW = new NodeProgress("", NodeState.REQUESTED, Optional.empty(), true);

    /** @param told empty where nobody told it */
    NodeProgress on(String told) {
        return new NodeProgress(told.isEmpty() ? host : told, state, step, retried);
    }

    NodeProgress in(String newStep) {
        return new NodeProgress(host, state, Optional.of(newStep), retried);
    }

    NodeProgress as(NodeState next, boolean willRetry) {
        return new NodeProgress(host, next, Optional.empty(), willRetry);
    }
}
