package dev.muster.client.up;

import dev.muster.client.UpPlanView;
import dev.muster.client.UpPlanView.Action;
import dev.muster.client.UpPlanView.NodeLine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostReassignment;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.control.SubmissionResult;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes the plan of {@code up} from the config and from what exists. {@code --dry-run} prints exactly this plan. */
final class UpPlanner {
    private UpPlanner() {}

    /**
     * A cluster that is up.
     *
     * @param status the current status
     * @param applied what the control plane would change
     */
    record Running(StatusView status, SubmissionResult applied) {
        /** Marks every worker as outdated if files change on the head. The head itself notices that only when it has the files. */
        Running withFiles(List<PlannedStep> headSteps) {
            boolean change = headSteps.stream()
                    .anyMatch(planned -> planned.step().id().equals(StepIds.FILES) && !planned.isSkipped());
            List<NodeKey> all = status.nodes().stream()
                    .map(NodeStatus::name)
                    .filter(key -> !key.isHead())
                    .toList();
            return change
                    ? new Running(status, new SubmissionResult(applied.sequence(), applied.changes(), all))
                    : this;
        }
    }

    /**
     * Returns the plan.
     *
     * @param headHost the head's host, for display
     * @param headSteps the steps of the head node, including those that would be skipped
     * @param running the running cluster; empty if no control plane runs
     */
    static UpPlanView plan(
            ClusterConfig config, String headHost, List<PlannedStep> headSteps, Optional<Running> running) {
        List<NodeLine> lines = new ArrayList<>();
        lines.add(head(config, headHost, headSteps, running.isPresent()));
        running.ifPresent(now -> removedWorkers(config, now).forEach(lines::add));
        for (NodeTypeConfig type : config.types().values()) {
            lines.addAll(workers(config, type, running.map(now -> now.withFiles(headSteps))));
        }
        return view(config, lines, running.map(now -> now.applied().changes()).orElse(List.of()));
    }

    private static NodeLine head(ClusterConfig config, String host, List<PlannedStep> steps, boolean controlRuns) {
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
        for (int missing = existing.size() + 1; missing <= type.minWorkers(); missing++) {
            String key = running.isPresent()
                    ? type.slug() + "-?"
                    : NodeKey.worker(type.slug(), missing).value();
            lines.add(new NodeLine(key, type.name(), "", Action.CREATE, "the minimum is " + type.minWorkers()));
        }
        return lines;
    }

    private static NodeLine worker(NodeStatus node, Running running) {
        if (!running.applied().outdated().contains(node.name())) {
            return line(
                    node,
                    Action.KEEP,
                    node.step()
                            .map(step -> "it is being set up: '" + step.name() + "' runs")
                            .orElse(""));
        }
        boolean isRepair = node.engine().filter(EngineStatus::hasFailed).isPresent();
        return line(
                node,
                Action.SET_UP,
                isRepair
                        ? "its engine failed: it is set up again"
                        : "its set-up changed: it is drained, then set up again");
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
        return running.status().nodes().stream()
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
