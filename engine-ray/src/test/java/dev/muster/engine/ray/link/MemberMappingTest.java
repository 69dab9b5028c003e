package dev.muster.engine.ray.link;

import static dev.muster.engine.ray.link.Rows.WORKER;
import static dev.muster.engine.ray.link.Rows.read;
import static dev.muster.engine.ray.link.Rows.row;
import static dev.muster.engine.ray.link.Rows.worker;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.muster.core.NodeKey;
import dev.muster.core.Resources;
import dev.muster.engine.EngineView.Activity;
import dev.muster.engine.EngineView.Member;
import dev.muster.engine.ray.wire.NodeState;
import dev.muster.engine.ray.wire.NodeStatus;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberMappingTest {
    @ParameterizedTest
    @CsvSource({"1, BUSY", "3, IDLE", "4, DRAINING", "0, BUSY", "99, BUSY"})
    void takesAStatusThatIsNotKnownForBusy(int status, Activity activity) {
        NodeState row = row(1, "worker-1", NodeStatus.NODE_STATUS_IDLE).toBuilder()
                .setStatusValue(status)
                .build();

        assertThat(worker(row).activity()).isEqualTo(activity);
    }

    @Test
    void prefersALiveRowOverDeadOnesOfTheSameNodeInAnyOrder() {
        NodeState old = row(1, "worker-1", NodeStatus.NODE_STATUS_DEAD);
        NodeState live = row(2, "worker-1", NodeStatus.NODE_STATUS_IDLE);

        assertThat(read(old, live).ids()).isEqualTo(read(live, old).ids()).isEqualTo(Map.of(WORKER, id(2)));
        assertThat(read(old).view().nodes()).isEmpty();
        assertThat(read(old, live).ignoredRows()).isZero();
    }

    @Test
    void prefersTheBusierOfTwoLiveRowsInAnyOrder() {
        NodeState idle = row(3, "worker-1", NodeStatus.NODE_STATUS_IDLE);
        NodeState draining = row(2, "worker-1", NodeStatus.NODE_STATUS_DRAINING);
        NodeState busy = row(1, "worker-1", NodeStatus.NODE_STATUS_RUNNING);

        assertThat(read(idle, busy, draining).ids()).isEqualTo(Map.of(WORKER, id(1)));
        assertThat(read(draining, busy, idle).ids()).isEqualTo(Map.of(WORKER, id(1)));
        assertThat(read(draining, idle).ids()).isEqualTo(Map.of(WORKER, id(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "i-0abc", "192.0.2.7", "worker-0", "../worker-1", "worker-1\n"})
    void countsAndIgnoresALiveRowOfNoNode(String instance) {
        RayState state = read(row(1, instance, NodeStatus.NODE_STATUS_RUNNING));

        assertThat(state.view().nodes()).isEmpty();
        assertThat(state.ignoredRows()).isEqualTo(1);
    }

    @Test
    void ignoresARowWithAMalformedIdSoThatItCannotBeDrained() {
        NodeState row = row(1, "worker-1", NodeStatus.NODE_STATUS_IDLE).toBuilder()
                .setNodeId(ByteString.copyFromUtf8("short"))
                .build();

        assertThat(read(row).ids()).isEmpty();
        assertThat(read(row).ignoredRows()).isEqualTo(1);
    }

    @Test
    void keepsTheNamesOfNodesAmongTheResources() {
        NodeState row = row(1, "head", NodeStatus.NODE_STATUS_IDLE).toBuilder()
                .putTotalResources("CPU", 4)
                .putTotalResources("node:__internal_head__", 1)
                .putTotalResources("node:192.0.2.1", 1)
                .putAvailableResources("CPU", 3.5)
                .build();

        Member head = read(row).view().nodes().get(NodeKey.HEAD);

        assertThat(head.total())
                .isEqualTo(Resources.of(Map.of("CPU", 4, "node:__internal_head__", 1, "node:192.0.2.1", 1)));
        assertThat(head.available()).isEqualTo(Resources.of("CPU", 3.5));
        assertThat(head.id()).hasSize(56).endsWith("01");
    }

    @Test
    void omitsWhatAPlacementGroupHasReserved() {
        NodeState row = row(1, "worker-1", NodeStatus.NODE_STATUS_RUNNING).toBuilder()
                .putTotalResources("CPU", 1)
                .putTotalResources("CPU_group_9c2d9718150d2d73eebb76a82bc601000000", 0.5)
                .putTotalResources("bundle_group_0_9c2d9718150d2d73eebb76a82bc601000000", 1000)
                .putTotalResources("my_group_1", 3)
                .build();

        assertThat(worker(row).total()).isEqualTo(Resources.of("CPU", 1, "my_group_1", 3));
    }

    @Test
    void showsLabelsOfPlacementGroupsBesideTheOthers() {
        NodeState row = row(1, "worker-1", NodeStatus.NODE_STATUS_IDLE).toBuilder()
                .putLabels("zone", "a")
                .putDynamicLabels("_PG_11", "")
                .build();

        assertThat(worker(row).labels()).isEqualTo(Map.of("zone", "a", "_PG_11", ""));
    }

    @Test
    void showsTheActivityOnlyOfANodeThatRuns() {
        NodeState.Builder row = row(1, "worker-1", NodeStatus.NODE_STATUS_RUNNING).toBuilder()
                .addNodeActivity("Resource: CPU currently in use.")
                .addNodeActivity("Busy workers\u001b[2J on node.");

        assertThat(worker(row.build()).activityText())
                .contains("Resource: CPU currently in use. Busy workers [2J on node.");
        assertThat(worker(row.setStatus(NodeStatus.NODE_STATUS_IDLE).build()).activityText())
                .isEmpty();
    }

    private static RayNodeId id(int number) {
        return new RayNodeId(Rows.nodeId(number));
    }
}
