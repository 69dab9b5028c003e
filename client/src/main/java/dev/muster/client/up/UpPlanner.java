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
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.PlannedStep;
import dev.muster.launcher.bootstrap.StepIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code up} will do: a function of the wish and of what was found. The dry run prints exactly this. */
final class UpPlanner {
    private UpPlanner() {}

    /** @param applied what the control plane would change */
    record Running(StatusView status, SubmissionResult applied) {
        /** Files that change on the head change on every worker: the head itself knows that only once it has them. */
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
     * @param headHost as people call it
     * @param headSteps of the head node, those that would be skipped too
     * @param running empty where no control plane runs
     */
    static UpPlanView plan(
            ClusterConfig config, String headHost, List<PlannedStep> headSteps, Optional<Running> running) {
        List<NodeLine> lines = new ArrayList<>();
        lines.add(head(config, headHost, headSteps, running.isPresent()));
        running.ifPresent(now -> leaving(config, now).forEach(lines::add));
        for (NodeTypeConfig type : config.types().values()) {
            lines.addAll(workers(config, type, running.map(now -> now.withFiles(headSteps))));
        }
        return new UpPlanView(
                config.name(),
                config.provider().type(),
                config.engine().kind().wireName(),
                config.engine().reason().describe(),
                lines,
                running.map(now -> now.applied().changes()).orElse(List.of()),
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
        return planned.step().id() + " " + planned.need().describe();
    }

    private static List<NodeLine> workers(ClusterConfig config, NodeTypeConfig type, Optional<Running> running) {
        List<NodeStatus> there = running.map(now -> staying(config, now, type)).orElse(List.of());
        List<NodeLine> lines = new ArrayList<>();
        there.forEach(node -> lines.add(worker(node, running.orElseThrow())));
        for (int missing = there.size() + 1; missing <= type.minWorkers(); missing++) {
            String key = running.isPresent()
                    ? type.slug() + "-?"
                    : NodeKey.worker(type.slug(), missing).value();
            lines.add(new NodeLine(key, type.name(), "", Action.CREATE, "the minimum is " + type.minWorkers()));
        }
        return lines;
    }

    private static NodeLine worker(NodeStatus node, Running running) {
        boolean outdated = running.applied().outdated().contains(node.name());
        return new NodeLine(
                node.name().value(),
                node.type(),
                node.host(),
                outdated ? Action.SET_UP : Action.KEEP,
                outdated ? "its set-up changed: drained first, in place" : "");
    }

    private static List<NodeStatus> staying(ClusterConfig config, Running running, NodeTypeConfig type) {
        return living(running)
                .filter(node -> node.type().equals(type.name())
                        && whyLeaving(config, node).isEmpty())
                .toList();
    }

    private static Stream<NodeLine> leaving(ClusterConfig config, Running running) {
        return living(running)
                .flatMap(node -> whyLeaving(config, node).stream()
                        .map(why -> new NodeLine(node.name().value(), node.type(), node.host(), Action.REMOVE, why)));
    }

    private static Stream<NodeStatus> living(Running running) {
        return running.status().nodes().stream()
                .filter(node -> !node.name().isHead())
                .filter(node -> node.state() != NodeState.FAILED && node.state() != NodeState.LOST
                        || running.applied().outdated().contains(node.name()));
    }

    private static Optional<String> whyLeaving(ClusterConfig config, NodeStatus node) {
        if (!config.types().containsKey(node.type())) {
            return Optional.of("its type is no longer in the file: drained first");
        }
        return HostReassignment.of(config.provider(), node.host(), node.type())
                .map(why -> why.describe() + ": drained first");
    }
}
