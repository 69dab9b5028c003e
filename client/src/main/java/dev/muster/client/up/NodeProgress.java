package dev.muster.client.up;

import dev.muster.core.NodeState;
import java.util.Optional;

/**
 * The last known state of one node while {@code up} waits.
 *
 * @param step the step that runs now; empty if none does
 * @param retried whether the head retries or replaces the node by itself
 */
record NodeProgress(String host, NodeState state, Optional<String> step, boolean retried) {
    static final NodeProgress NEW = new NodeProgress("", NodeState.REQUESTED, Optional.empty(), true);

    /** Returns this with the new host, unless that is empty. */
    NodeProgress withHost(String newHost) {
        return new NodeProgress(newHost.isEmpty() ? host : newHost, state, step, retried);
    }

    NodeProgress withStep(String newStep) {
        return new NodeProgress(host, state, Optional.of(newStep), retried);
    }

    NodeProgress withState(NodeState next, boolean willRetry) {
        return new NodeProgress(host, next, Optional.empty(), willRetry);
    }
}
