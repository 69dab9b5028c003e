package dev.muster.client.down;

import dev.muster.core.NodeKey;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import java.util.Set;

/**
 * When the workers that go are gone, or cannot be reached.
 *
 * @param going by the head's own answer
 */
record WorkersGone(Set<NodeKey> going) {
    WorkersGone {
        going = Set.copyOf(going);
    }

    boolean isOver(StatusView status) {
        return status.nodes().stream().noneMatch(node -> isThere(node) && !isOutOfReach(node));
    }

    /** One of them that is not gone. */
    boolean isThere(NodeStatus node) {
        return going.contains(node.name()) && node.state().holdsMachine();
    }

    /** The head tries for minutes to reach these: nobody waits for that. */
    static boolean isOutOfReach(NodeStatus node) {
        return switch (node.state()) {
            case LOST, STOPPING -> !node.lastError().isEmpty();
            case REQUESTED, STARTING, READY, DRAINING, DRAINED, FAILED -> false;
        };
    }
}
