package dev.muster.client.cluster;

import dev.muster.client.DownRequest;
import dev.muster.core.NodeKey;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.StatusView.TypeStatus;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When the workers that were to go are gone. Where the cluster goes on, new ones may come meanwhile: the minimum is not waited away.
 *
 * @param before the workers when the order was given
 */
record WorkersGone(DownRequest.Scope scope, Set<NodeKey> before) {
    static WorkersGone of(DownRequest.Scope scope, StatusView status) {
        return new WorkersGone(
                scope,
                status.nodes().stream()
                        .map(NodeStatus::name)
                        .filter(key -> !key.isHead())
                        .collect(Collectors.toUnmodifiableSet()));
    }

    boolean isOver(StatusView status) {
        return switch (scope) {
            case ALL ->
                status.nodes().stream().noneMatch(node -> !node.name().isHead() && holds(node) && !isOutOfReach(node));
            case WORKERS_ONLY -> status.nodes().stream().noneMatch(node -> before.contains(node.name()) && holds(node));
            case ABOVE_MINIMUM ->
                status.nodes().stream().noneMatch(WorkersGone::isLeaving)
                        && status.types().stream().allMatch(WorkersGone::isAtMinimum);
        };
    }

    /** The head tries for minutes to reach these. Whoever looks at every host in the end need not wait for that. */
    static boolean isOutOfReach(NodeStatus node) {
        return switch (node.state()) {
            case LOST, STOPPING -> !node.lastError().isEmpty();
            case REQUESTED, STARTING, READY, DRAINING, DRAINED, FAILED -> false;
        };
    }

    private static boolean holds(NodeStatus node) {
        return node.state().holdsMachine();
    }

    private static boolean isLeaving(NodeStatus node) {
        return node.state().isLeaving();
    }

    private static boolean isAtMinimum(TypeStatus type) {
        return type.ready() + type.starting() <= type.min();
    }
}
