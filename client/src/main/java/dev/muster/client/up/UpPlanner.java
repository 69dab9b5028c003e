package dev.muster.client.up;

import dev.muster.client.UpPlanView;
import dev.muster.client.UpPlanView.Action;
import dev.muster.client.UpPlanView.NodeLine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.config.HostReassignment;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes the plan of {@code up} from the config and from what exists. {@code --dry-run} prints exactly this plan. */
final class UpPlanner {
    private UpPlanner() {}

    /**
     * A cluster that exists.
     *
     * @param nodes its nodes
     * @param applied what the control plane would change
     * @param what why a worker is set up again
     * @param headRuns whether the control plane runs; if not, the nodes are those that its folder lists
     */
    record Running(List<NodeStatus> nodes, SubmissionResult applied, String what, boolean headRuns) {
        Running(StatusView status, SubmissionResult applied) {
            this(status.nodes(), applied, "its set-up changed", true);
        }

        /** A cluster whose control plane does not run. */
        static Running withoutHead(List<NodeAddress> known) {
            SubmissionResult nothing = new SubmissionResult(0, List.of(), List.of());
            return new Running(known.stream().map(UpPlanner::status).toList(), nothing, "", false);
        }

        /** Marks every worker as outdated if files change on the head. The head itself notices that only when it has the files. */
        Running withFiles(List<PlannedStep> headSteps) {
            boolean change = headSteps.stream()
                    .anyMatch(planned -> planned.step().id().equals(StepIds.FILES) && !planned.isSkipped());
            List<NodeKey> all = nodes.stream()
                    .map(NodeStatus::name)
                    .filter(key -> !key.isHead())
                    .toList();
            return change && headRuns
                    ? new Running(
                            nodes,
                            new SubmissionResult(applied.sequence(), applied.changes(), all),
                            "files of file_mounts changed",
                            true)
                    : this;
        }
    }

    private static NodeStatus status(NodeAddress node) {
        return new NodeStatus(
                node.machine().key(),
                node.machine().type(),
                node.machine().host(),
                node.machine().address(),
                node.state(),
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

    /**
     * Returns the plan.
     *
     * @param headHost the head's host, for display
     * @param headSteps the steps of the head node, including those that would be skipped
     * @param running the cluster as it is; empty if it does not exist
     */
    static UpPlanView plan(
            ClusterConfig config, String headHost, List<PlannedStep> headSteps, Optional<Running> running) {
        List<NodeLine> lines = new ArrayList<>();
        lines.add(head(config, headHost, headSteps, running));
        running.ifPresent(now -> removedWorkers(config, now).forEach(lines::add));
        for (NodeTypeConfig type : config.types().values()) {
            lines.addAll(workers(config, type, running.map(now -> now.withFiles(headSteps))));
        }
        return view(config, lines, running.map(now -> now.applied().changes()).orElse(List.of()));
    }

    private static NodeLine head(
            ClusterConfig config, String host, List<PlannedStep> steps, Optional<Running> running) {
        boolean controlRuns = running.filter(Running::headRuns).isPresent();
        if (running.isPresent() && !controlRuns) {
            String why = "its control plane does not run: it is started again";
            return new NodeLine(NodeKey.HEAD.value(), config.headType(), host, Action.SET_UP, why);
        }
        List<PlannedStep> todo =
                steps.stream().filter(step -> !step.isSkipped()).toList();
        Action action = todo.isEmpty() ? Action.KEEP : controlRuns ? Action.SET_UP : Action.CREATE;
        String reason = steps.stream()
                .filter(step -> !step.isSkipped() || step.need() == PlannedStep.Need.KEPT)
                .filter(step -> !step.step().id().equals(StepIds.ENGINE_READY))
                .map(UpPlanner::reason)
                .collect(Collectors.joining(", "));
        return new NodeLine(
                NodeKey.HEAD.value(),
                config.headType(),
                host,
                action,
                controlRuns || todo.isEmpty() ? reason : "the cluster is not up");
    }

    /** Returns the plan of {@code up --restart-only}. */
    static UpPlanView restart(ClusterConfig config, StatusView status) {
        List<NodeLine> lines = status.nodes().stream()
                .map(node -> isRestarted(config, node)
                        ? line(node, Action.RESTART, "its engine is started again")
                        : line(node, Action.KEEP, ""))
                .toList();
        return view(config, lines, List.of());
    }

    /** Returns whether {@code up --restart-only} starts the engine of this node again. */
    static boolean isRestarted(ClusterConfig config, NodeStatus node) {
        return node.state() == NodeState.READY && config.types().containsKey(node.type());
    }

    private static NodeLine line(NodeStatus node, Action action, String reason) {
        return new NodeLine(node.name().value(), node.type(), node.host(), action, reason);
    }

    private static UpPlanView view(ClusterConfig config, List<NodeLine> lines, List<String> changes) {
        return new UpPlanView(
                config.name(),
                config.provider().type(),
                config.engine().name(),
                config.engine().reason(),
                lines,
                changes,
                List.of());
    }

    private static String reason(PlannedStep planned) {
        return planned.step().id() + " " + planned.need().describe();
    }

    private static List<NodeLine> workers(ClusterConfig config, NodeTypeConfig type, Optional<Running> running) {
        List<NodeStatus> existing =
                running.map(now -> keptWorkers(config, now, type)).orElse(List.of());
        List<NodeLine> lines = new ArrayList<>();
        existing.forEach(node -> lines.add(worker(node, running.orElseThrow())));
        List<String> hosts = plannedHosts(config, type, existing);
        for (int missing = existing.size() + 1; missing <= type.minWorkers(); missing++) {
            String key = running.isPresent()
                    ? type.slug() + "-?"
                    : NodeKey.worker(type.slug(), missing).value();
            String host = hosts.isEmpty() ? "" : hosts.get(missing - existing.size() - 1);
            lines.add(new NodeLine(key, type.name(), host, Action.CREATE, "the minimum is " + type.minWorkers()));
        }
        return lines;
    }

    /** Returns the hosts of the workers that are created; none if the head may choose among more. */
    private static List<String> plannedHosts(ClusterConfig config, NodeTypeConfig type, List<NodeStatus> existing) {
        List<String> used = existing.stream().map(NodeStatus::host).toList();
        List<String> free = config.provider().listedHosts().orElse(List.of()).stream()
                .filter(host -> host.nodeType().equals(type.name()))
                .map(HostConfig::host)
                .filter(host -> !used.contains(host))
                .toList();
        return free.size() == type.minWorkers() - existing.size() ? free : List.of();
    }

    private static NodeLine worker(NodeStatus node, Running running) {
        if (!running.applied().outdated().contains(node.name())) {
            return line(
                    node,
                    Action.KEEP,
                    node.step()
                            .map(step -> "it is being set up: '" + step.name() + "' runs")
                            .orElse(running.headRuns() ? "" : "known from the head's folder"));
        }
        boolean isRepair = node.engine().filter(EngineStatus::hasFailed).isPresent();
        return line(
                node,
                Action.SET_UP,
                isRepair
                        ? "its engine failed: it is set up again"
                        : running.what() + ": it is drained, then set up again");
    }

    private static List<NodeStatus> keptWorkers(ClusterConfig config, Running running, NodeTypeConfig type) {
        HostReassignment.Rules rules = HostReassignment.Rules.of(config.provider());
        return activeWorkers(running)
                .filter(node -> node.type().equals(type.name())
                        && reasonToRemove(config, rules, node).isEmpty())
                .toList();
    }

    private static Stream<NodeLine> removedWorkers(ClusterConfig config, Running running) {
        HostReassignment.Rules rules = HostReassignment.Rules.of(config.provider());
        return activeWorkers(running)
                .flatMap(node -> reasonToRemove(config, rules, node).stream()
                        .map(why -> new NodeLine(node.name().value(), node.type(), node.host(), Action.REMOVE, why)));
    }

    private static Stream<NodeStatus> activeWorkers(Running running) {
        return running.nodes().stream()
                .filter(node -> !node.name().isHead())
                .filter(node -> node.state() != NodeState.FAILED && node.state() != NodeState.LOST
                        || running.applied().outdated().contains(node.name()));
    }

    private static Optional<String> reasonToRemove(
            ClusterConfig config, HostReassignment.Rules rules, NodeStatus node) {
        if (!config.types().containsKey(node.type())) {
            return Optional.of("its node type is no longer in the config file: the node is drained first");
        }
        return rules.check(node.host(), node.type()).map(why -> why.describe() + ": the node is drained first");
    }
}
