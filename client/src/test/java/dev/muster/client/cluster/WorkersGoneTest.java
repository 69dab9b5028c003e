package dev.muster.client.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.DownRequest.Scope;
import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.StatusView.TypeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkersGoneTest {
    private final StatusView before =
            status(2, node(1, NodeState.READY), node(2, NodeState.READY), node(3, NodeState.READY));

    @Test
    void ofEverythingIsOverWhenNoWorkerHoldsAMachine() {
        WorkersGone departure = WorkersGone.of(Scope.ALL, before);

        assertThat(departure.isOver(status(2, node(1, NodeState.STOPPING)))).isFalse();
        assertThat(departure.isOver(status(2, node(1, NodeState.FAILED)))).isTrue();
        assertThat(departure.isOver(status(2))).isTrue();
    }

    /** A cut cable costs the head minutes of trying; every host is looked at afterwards anyway. */
    @Test
    void ofEverythingDoesNotWaitForWorkersThatAreOutOfReach() {
        WorkersGone departure = WorkersGone.of(Scope.ALL, before);
        NodeStatus lost = node(1, NodeState.STOPPING, "its daemon has been silent for 10 s");

        assertThat(departure.isOver(status(2, lost, node(2, NodeState.STOPPING))))
                .isFalse();
        assertThat(departure.isOver(status(2, lost))).isTrue();
        assertThat(WorkersGone.of(Scope.WORKERS_ONLY, before).isOver(status(2, lost)))
                .isFalse();
    }

    @Test
    void ofTheWorkersDoesNotWaitForTheMinimumThatComesBack() {
        WorkersGone departure = WorkersGone.of(Scope.WORKERS_ONLY, before);

        assertThat(departure.isOver(status(2, node(3, NodeState.STOPPING), node(4, NodeState.READY))))
                .isFalse();
        assertThat(departure.isOver(status(2, node(4, NodeState.READY), node(5, NodeState.STARTING))))
                .isTrue();
    }

    @Test
    void aboveTheMinimumIsOverWhenNothingLeavesAnyMore() {
        WorkersGone departure = WorkersGone.of(Scope.ABOVE_MINIMUM, before);

        assertThat(departure.isOver(before)).isFalse();
        assertThat(departure.isOver(
                        status(2, node(1, NodeState.READY), node(2, NodeState.READY), node(3, NodeState.DRAINING))))
                .isFalse();
        assertThat(departure.isOver(status(2, node(1, NodeState.READY), node(2, NodeState.READY))))
                .isTrue();
    }

    private static NodeStatus node(int number, NodeState state) {
        return node(number, state, "");
    }

    private static NodeStatus node(int number, NodeState state, String lastError) {
        return new NodeStatus(
                NodeKey.worker("worker", number),
                "worker",
                "",
                "",
                state,
                Instant.EPOCH,
                Optional.empty(),
                Resources.NONE,
                Resources.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                lastError);
    }

    private static StatusView status(int minimum, NodeStatus... nodes) {
        int ready = (int)
                Stream.of(nodes).filter(node -> node.state() == NodeState.READY).count();
        return new StatusView(
                "test",
                "0123456789abcdef",
                ClusterState.READY,
                "process",
                "native",
                "",
                List.of(nodes),
                List.of(new TypeStatus("worker", minimum, 9, ready, 0, 0)),
                List.of(),
                Resources.NONE,
                Resources.NONE,
                List.of(),
                List.of());
    }
}
