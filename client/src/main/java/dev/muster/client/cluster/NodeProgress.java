package dev.muster.client.cluster;

import dev.muster.core.NodeState;

/**
 * What is known of one node while {@code up} waits.
 *
 * @param doing the step it is in, or its state
 * @param retried whether another attempt or a replacement will come by itself
 */
record NodeProgress(String host, NodeState state, String doing, boolean retried) {
    static final NodeProgress NEW = new NodeProgress("", NodeState.REQUESTED, "requested", true);

    /** @param told empty where nobody told it */
    NodeProgress on(String told) {
        return new NodeProgress(told.isEmpty() ? host : told, state, doing, retried);
    }

    NodeProgress in(String step) {
        return new NodeProgress(host, state, step, retried);
    }

    NodeProgress as(NodeState next, boolean willRetry) {
        return new NodeProgress(host, next, next.wireName(), willRetry);
    }
}
