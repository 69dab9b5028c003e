package dev.muster.client.down;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.core.ClusterState;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.status.HostCheck;
import dev.muster.core.status.HostCheck.Result;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.StatusView;
import dev.muster.core.status.StatusView.TypeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoppingWorkersTest {
    private final StoppingWorkers workers =
            new StoppingWorkers(Set.of(NodeKey.worker("worker", 1), NodeKey.worker("worker", 2)));

    @Test
    void areGoneWhenNoneOfThemHasAMachine() {
        assertThat(workers.areGone(status(2, node(1, NodeState.STOPPING)))).isFalse();
        assertThat(workers.areGone(status(2, node(1, NodeState.FAILED)))).isTrue();
        assertThat(workers.areGone(status(2))).isTrue();
    }

    @Test
    void doesNotWaitForWorkersThatStay() {
        assertThat(workers.areGone(status(2, node(3, NodeState.READY), node(4, NodeState.STARTING))))
                .isTrue();
    }

    /** The head tries for minutes to reach a host whose cable was cut, so such a host is reported and not waited for. */
    @Test
    void doesNotWaitForWorkersThatAreOutOfReach() {
        NodeStatus lost = node(1, NodeState.STOPPING, "its daemon has been silent for 10 s");

        assertThat(workers.areGone(status(2, lost, node(2, NodeState.STOPPING))))
                .isFalse();
        assertThat(workers.areGone(status(2, lost))).isTrue();
    }

    @Test
    void theQuestionShowsWhatRunsOnANode() {
        Instant now = Instant.EPOCH.plusSeconds(150);
        NodeStatus idle = node(1, NodeState.READY);
        NodeStatus busy = withWork(idle, new RunningWork("train", RunningWork.RUN, Instant.EPOCH, Resources.NONE));

        assertThat(WorkerStop.stateOf(idle, false, now)).isEqualTo("ready");
        assertThat(WorkerStop.stateOf(busy, false, now)).isEqualTo("busy: 1 run (train, for 2 min), is waited for");
        assertThat(WorkerStop.stateOf(busy, true, now)).isEqualTo("busy: 1 run (train, for 2 min), is ended");
    }

    private static NodeStatus withWork(NodeStatus node, RunningWork work) {
        return new NodeStatus(
                node.name(),
                node.type(),
                node.host(),
                node.address(),
                node.state(),
                node.since(),
                node.idle(),
                node.total(),
                node.available(),
                node.labels(),
                node.use(),
                node.daemon(),
                node.engine(),
                node.reason(),
                node.lastError(),
                node.step(),
                List.of(work),
                List.of());
    }

    @Test
    void reportsEachHostWithItsState() {
        StatusView before = status(2, node(1, NodeState.READY), node(2, NodeState.READY), node(3, NodeState.READY));
        NodeStatus lost = node(2, NodeState.STOPPING, "no route to host");

        assertThat(StoppedWorkerChecks.checks(workers, before, status(2, lost)))
                .extracting(HostCheck::host, HostCheck::result)
                .containsExactly(tuple("vm1", Result.CLEAN), tuple("vm2", Result.UNREACHABLE));
        HostCheck busy = StoppedWorkerChecks.checks(workers, before, status(2, node(1, NodeState.DRAINING)))
                .getFirst();
        assertThat(busy.result()).isEqualTo(Result.LEFTOVERS);
        assertThat(busy.leftovers()).containsExactly("worker-1: draining, busy");
    }

    private static NodeStatus node(int number, NodeState state) {
        return node(number, state, "");
    }

    private static NodeStatus node(int number, NodeState state, String lastError) {
        return new NodeStatus(
                NodeKey.worker("worker", number),
                "worker",
                "vm" + number,
                "",
                state,
                Instant.EPOCH,
                Optional.empty(),
                Resources.NONE,
                Resources.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "busy",
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
