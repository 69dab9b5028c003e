package dev.muster.client.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.UpPlanView;
import dev.muster.client.UpPlanView.Action;
import dev.muster.client.UpPlanView.NodeLine;
import dev.muster.config.ConfigReader;
import dev.muster.core.ClusterState;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.port.RunResult;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.BootstrapStep;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests the plan of a second {@code up} with workers on the hosts b and c. */
class UpPlannerTest {
    private final StatusView status = new StatusView(
            "lab",
            "00000000deadbeef",
            ClusterState.READY,
            "local",
            "native",
            "a:7373",
            List.of(node("head", "head", "a"), node("worker-1", "worker", "b"), node("worker-2", "worker", "c")),
            List.of(),
            List.of(),
            Resources.NONE,
            Resources.NONE,
            List.of(),
            List.of());

    @Test
    void keepsNodesThatMatchTheConfig() {
        assertThat(plan("[b, c]").isEmpty()).isTrue();
    }

    @Test
    void setsUpOutdatedNodesAgain() {
        assertThat(line(plan("[b, c]", new NodeKey("worker-2")), "worker-2"))
                .satisfies(line -> assertThat(line.action()).isEqualTo(Action.SET_UP))
                .satisfies(line -> assertThat(line.reason()).contains("it is drained"));
        assertThat(line(plan("[b, c]", new NodeKey("worker-2")), "worker-1").action())
                .isEqualTo(Action.KEEP);
    }

    @Test
    void removesTheNodeOfARemovedHost() {
        UpPlanView plan = plan("[b]");

        assertThat(line(plan, "worker-2").action()).isEqualTo(Action.REMOVE);
        assertThat(line(plan, "worker-2").reason()).contains("its host c is no longer in the cluster's file");
        assertThat(line(plan, "worker-1").action()).isEqualTo(Action.KEEP);
    }

    @Test
    void showsTheHostsOfNewWorkersIfTheHeadHasNoChoice() {
        assertThat(plan("[b, c, d]").nodes().getLast().host()).isEqualTo("d");

        List<NodeLine> first = UpPlanner.plan(config("[b, c]"), "a", List.of(), Optional.empty())
                .nodes();
        assertThat(first).extracting(NodeLine::node).containsExactly("head", "worker-1", "worker-2");
        assertThat(first).extracting(NodeLine::host).containsExactly("a", "b", "c");
    }

    @Test
    void removesTheNodeOfARemovedNodeType() {
        UpPlanView plan = plan("[{host: b, node_type: gpu}, {host: c, node_type: gpu}]");

        assertThat(line(plan, "worker-1").action()).isEqualTo(Action.REMOVE);
    }

    @Test
    void createsOnlyTheNodeOfANewHost() {
        UpPlanView plan = plan("[b, c, d]");

        assertThat(plan.nodes().stream().filter(line -> line.action() != Action.KEEP))
                .singleElement()
                .satisfies(line -> assertThat(line.action()).isEqualTo(Action.CREATE));
    }

    @Test
    void restartsTheEnginesOfNodesThatAreReady() {
        UpPlanView plan = UpPlanner.restart(config("[b, c]"), status);

        assertThat(plan.nodes())
                .allMatch(line -> line.action() == Action.RESTART)
                .hasSize(3);
        assertThat(UpPlanner.restart(config("[{host: b, node_type: gpu}]"), status)
                        .nodes())
                .as("a node whose type is not in the file")
                .filteredOn(line -> line.action() == Action.KEEP)
                .extracting(NodeLine::node)
                .contains("worker-1", "worker-2");
    }

    @Test
    void saysThatARunningEngineIsKept() {
        PlannedStep kept = new PlannedStep(
                new BootstrapStep(StepIds.ENGINE, "digest", _ -> new RunResult(0, "", "")), PlannedStep.Need.KEPT);
        UpPlanView plan = UpPlanner.plan(config("[b, c]"), "a", List.of(kept), Optional.empty());

        assertThat(line(plan, "head").action()).isEqualTo(Action.KEEP);
        assertThat(line(plan, "head").reason()).isEqualTo("engine changed, but it is not restarted");
    }

    @Test
    void keepsTheWorkersOfAHeadThatDoesNotRunAndStartsItAgain() {
        List<NodeAddress> known = List.of(address("head", "a"), address("worker-1", "b"), address("worker-2", "c"));
        UpPlanView plan =
                UpPlanner.plan(config("[b, c, d]"), "a", List.of(), Optional.of(UpPlanner.Running.withoutHead(known)));

        assertThat(line(plan, "head").action()).isEqualTo(Action.SET_UP);
        assertThat(line(plan, "head").reason()).contains("does not run");
        assertThat(plan.nodes())
                .filteredOn(line -> line.action() == Action.KEEP)
                .extracting(NodeLine::node)
                .containsExactly("worker-1", "worker-2");
        assertThat(plan.nodes())
                .filteredOn(line -> line.action() == Action.CREATE)
                .hasSize(1);
    }

    private static NodeAddress address(String key, String host) {
        Machine machine = new Machine(
                new NodeKey(key),
                key.equals("head") ? "head" : "worker",
                host,
                host,
                Machine.State.RUNNING,
                "",
                Resources.NONE,
                Map.of());
        return new NodeAddress(machine, NodeState.READY, "/");
    }

    private UpPlanView plan(String workers, NodeKey... outdated) {
        SubmissionResult applied = new SubmissionResult(1, List.of(), List.of(outdated));
        return UpPlanner.plan(config(workers), "a", List.of(), Optional.of(new UpPlanner.Running(status, applied)));
    }

    private static ClusterConfig config(String workers) {
        return ConfigReader.ofUser()
                .readExpanded(
                        "cluster_name: lab\nprovider: {type: local, head_ip: a, worker_ips: " + workers + "}\n"
                                + (workers.contains("gpu")
                                        ? "available_node_types: {gpu: {}, h: {}}\nhead_node_type: h\n"
                                        : ""),
                        "test")
                .config();
    }

    private static NodeLine line(UpPlanView plan, String node) {
        return plan.nodes().stream()
                .filter(line -> line.node().equals(node))
                .findFirst()
                .orElseThrow();
    }

    private static NodeStatus node(String key, String type, String host) {
        return new NodeStatus(
                new NodeKey(key),
                type,
                host,
                host,
                NodeState.READY,
                Instant.EPOCH,
                Optional.empty(),
                Resources.NONE,
                Resources.NONE,
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                "");
    }
}
