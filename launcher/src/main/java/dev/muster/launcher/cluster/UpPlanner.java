package dev.muster.launcher.cluster;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.usecase.UpPlanView;
import dev.muster.launcher.usecase.UpPlanView.Action;
import dev.muster.launcher.usecase.UpPlanView.NodeLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code up} will do: a function of the wish and of what was found. The dry run prints exactly this. */
final class UpPlanner {
    private UpPlanner() {}

    /**
     * @param headHost as people call it
     * @param headSteps of the head node, those that would be skipped too
     * @param status empty where no control plane runs
     * @param changes of the config that the control plane would make
     */
    static UpPlanView plan(
            ClusterConfig config,
            String headHost,
            List<PlannedStep> headSteps,
            Optional<StatusView> status,
            List<String> changes) {
        List<NodeLine> lines = new ArrayList<>();
        lines.add(head(config, headHost, headSteps, status.isPresent()));
        for (NodeTypeConfig type : config.types().values()) {
            lines.addAll(workers(type, status));
        }
        return new UpPlanView(
                config.name(),
                config.provider().type(),
                config.engine().kind().word(),
                config.engine().why(),
                lines,
                changes,
                List.of());
    }

    private static NodeLine head(ClusterConfig config, String host, List<PlannedStep> steps, boolean controlRuns) {
        List<PlannedStep> todo =
                steps.stream().filter(step -> !step.isSkipped()).toList();
        Action action = todo.isEmpty() ? Action.KEEP : controlRuns ? Action.SET_UP : Action.CREATE;
        String why = todo.stream().map(UpPlanner::reason).collect(Collectors.joining(", "));
        return new NodeLine(
                NodeKey.HEAD.value(),
                config.headType(),
                host,
                action,
                controlRuns || todo.isEmpty() ? why : "the cluster is not up");
    }

    private static String reason(PlannedStep planned) {
        return planned.step().id() + " " + planned.why();
    }

    private static List<NodeLine> workers(NodeTypeConfig type, Optional<StatusView> status) {
        List<NodeStatus> there = status.map(view -> living(view, type)).orElse(List.of());
        List<NodeLine> lines = new ArrayList<>();
        for (NodeStatus node : there) {
            lines.add(new NodeLine(node.name().value(), type.name(), node.host(), Action.KEEP, ""));
        }
        for (int missing = there.size() + 1; missing <= type.minWorkers(); missing++) {
            String key = status.isPresent()
                    ? type.slug() + "-?"
                    : NodeKey.worker(type.slug(), missing).value();
            lines.add(new NodeLine(key, type.name(), "", Action.CREATE, "the minimum is " + type.minWorkers()));
        }
        return lines;
    }

    private static List<NodeStatus> living(StatusView view, NodeTypeConfig type) {
        return view.nodes().stream()
                .filter(node -> !node.name().isHead() && node.type().equals(type.name()))
                .filter(node -> node.state() != NodeState.FAILED && node.state() != NodeState.LOST)
                .toList();
    }
}
