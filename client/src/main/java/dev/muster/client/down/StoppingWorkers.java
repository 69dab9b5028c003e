package dev.muster.client.down;

import dev.muster.core.NodeKey;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import java.util.Set;

/**
 * The workers that the head is stopping.
 *
 * @param keys the node keys that the head has returned
 */
record StoppingWorkers(Set<NodeKey> keys) {
    StoppingWorkers {
        keys = Set.copyOf(keys);
    }

    /** Returns whether every worker is gone or out of reach. */
    boolean areGone(StatusView status) {
        return status.nodes().stream().noneMatch(node -> isLeft(node) && !isOutOfReach(node));
    }

    /** Returns whether the node is one of these workers and still has its machine. */
    boolean isLeft(NodeStatus node) {
        return keys.contains(node.name()) && node.state().holdsMachine();
    }

    /** Returns whether the head cannot reach the node. It tries for minutes, which is too long to wait for. */
    static boolean isOutOfReach(NodeStatus node) {
        return switch (node.state()) {
            case LOST, STOPPING -> !node.lastError().isEmpty();
            case REQUESTED, STARTING, READY, DRAINING, DRAINED, FAILED -> false;
        };
    }
}
