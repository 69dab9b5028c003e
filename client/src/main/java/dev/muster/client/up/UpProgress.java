package dev.muster.client.up;

import dev.muster.client.ClusterRef;
import dev.muster.client.UpReport;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.status.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The progress of every node during {@code up}, from the events and the status so far. */
final class UpProgress {
    private final ClusterRef cluster;
    private final Map<NodeKey, NodeProgress> nodes = new TreeMap<>();
    private final Set<NodeKey> renewing = new TreeSet<>();
    private boolean failedRenewal;
    private final Map<NodeKey, Event> failures = new TreeMap<>();
    private final Map<String, UpReport.StepTime> steps = new TreeMap<>();

    /** @param cluster refers to the cluster in hints */
    UpProgress(ClusterRef cluster) {
        this.cluster = cluster;
    }

    /** Adds running workers that are set up again. They count as ready when they are ready again. */
    synchronized void expectRenewal(Collection<NodeKey> keys) {
        renewing.addAll(keys);
    }

    /** Returns the workers that still have to be set up again. */
    synchronized Set<NodeKey> renewing() {
        return Set.copyOf(renewing);
    }

    synchronized boolean hasFailedRenewal() {
        return failedRenewal;
    }

    synchronized void start(NodeStatus node) {
        Optional<String> step = node.step().map(NodeStatus.RunningStep::name);
        nodes.put(node.name(), new NodeProgress(node.host(), node.state(), step, true));
    }

    synchronized void add(Event event) {
        event.node().ifPresent(node -> {
            switch (event.kind()) {
                case STEP -> step(node, event);
                case NODE -> state(node, event);
                case DECISION, REFUSAL, REQUEST, CONFIG, HEAD -> {}
            }
        });
    }

    private void step(NodeKey node, Event event) {
        String step = event.step().orElse("");
        nodes.merge(node, NodeProgress.NEW.withStep(step), (known, _) -> known.withStep(step));
        event.stepState().ifPresent(state -> {
            switch (state) {
                case FAILED -> failures.put(node, event);
                case DONE -> steps.merge(step, time(node, step, event), UpProgress::slower);
                case STARTED, SKIPPED -> {}
            }
        });
    }

    private void state(NodeKey node, Event event) {
        event.nodeState().ifPresent(state -> {
            boolean retried = Boolean.parseBoolean(event.details().getOrDefault("retryable", "true"));
            String host = event.details().getOrDefault("host", "");
            nodes.merge(
                    node,
                    NodeProgress.NEW.withHost(host).withState(state, retried),
                    (known, _) -> known.withHost(host).withState(state, retried));
            if (state == NodeState.FAILED) {
                failures.putIfAbsent(node, event);
            }
            updateRenewal(node, state);
        });
    }

    /** The first failure stops the rollout, so the remaining workers keep their current set-up. */
    private void updateRenewal(NodeKey node, NodeState state) {
        switch (state) {
            case READY, LOST, STOPPING -> renewing.remove(node);
            case FAILED -> {
                if (renewing.contains(node)) {
                    failedRenewal = true;
                    renewing.clear();
                }
            }
            case REQUESTED, STARTING, DRAINING, DRAINED -> {}
        }
    }

    private static UpReport.StepTime time(NodeKey node, String step, Event event) {
        double seconds = Double.parseDouble(event.details().getOrDefault("seconds", "0"));
        return new UpReport.StepTime(step, 1, Duration.ofMillis(Math.round(seconds * 1000)), node.value());
    }

    private static UpReport.StepTime slower(UpReport.StepTime one, UpReport.StepTime other) {
        UpReport.StepTime slow = one.slowest().compareTo(other.slowest()) >= 0 ? one : other;
        return new UpReport.StepTime(one.step(), one.nodes() + other.nodes(), slow.slowest(), slow.slowestNode());
    }

    synchronized boolean isReady(NodeKey node) {
        return nodes.getOrDefault(node, NodeProgress.NEW).state() == NodeState.READY;
    }

    synchronized int readyWorkers() {
        return (int) nodes.entrySet().stream()
                .filter(entry -> !entry.getKey().isHead() && !renewing.contains(entry.getKey()))
                .filter(entry -> entry.getValue().state() == NodeState.READY)
                .count();
    }

    /** Returns the number of nodes that failed and are not retried. A host on which several nodes failed counts once. */
    synchronized int countFailed() {
        Set<String> hosts = new TreeSet<>();
        nodes.forEach((key, node) -> {
            if (node.state() == NodeState.FAILED && !node.retried()) {
                hosts.add(node.host().isEmpty() ? key.value() : node.host());
            }
        });
        return hosts.size();
    }

    synchronized int countComing() {
        return (int) (workers(NodeState.REQUESTED) + workers(NodeState.STARTING));
    }

    private long workers(NodeState state) {
        return nodes.entrySet().stream()
                .filter(entry -> !entry.getKey().isHead() && entry.getValue().state() == state)
                .count();
    }

    /** @param now the wall clock */
    synchronized UpReport.WaitingNode waiting(NodeStatus node, Instant now) {
        NodeProgress known = nodes.getOrDefault(node.name(), NodeProgress.NEW);
        return new UpReport.WaitingNode(
                node.name().value(),
                node.host(),
                known.state(),
                node.step().map(NodeStatus.RunningStep::name).or(known::step),
                node.step().map(step -> Duration.between(step.since(), now)));
    }

    synchronized List<UpReport.StepTime> stepTimes() {
        return steps.values().stream()
                .sorted(Comparator.comparing(UpReport.StepTime::slowest).reversed())
                .toList();
    }

    synchronized List<UpReport.FailedNode> failed() {
        Map<String, UpReport.FailedNode> failed = new LinkedHashMap<>();
        failures.forEach((node, event) -> {
            UpReport.FailedNode one = failed(node, event);
            if (!isReady(node) && !isReadyOn(one.host())) {
                failed.put(one.host().isEmpty() ? one.node() : one.host(), one);
            }
        });
        return List.copyOf(failed.values());
    }

    /** A failure does not count any more if a later node on the same host is ready. */
    private boolean isReadyOn(String host) {
        return !host.isEmpty()
                && nodes.values().stream()
                        .anyMatch(node ->
                                node.state() == NodeState.READY && node.host().equals(host));
    }

    private UpReport.FailedNode failed(NodeKey node, Event event) {
        String step = event.step().orElse("");
        String exitCode = event.details().getOrDefault("exit_code", "");
        String lines = event.details().getOrDefault("last_lines", "");
        return new UpReport.FailedNode(
                node.value(),
                nodes.getOrDefault(node, NodeProgress.NEW).host(),
                step,
                exitCode.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(exitCode)),
                event.details().getOrDefault("cause", event.message()),
                lines.isEmpty() ? List.of() : lines.lines().toList(),
                step.isEmpty() ? "" : cluster.command("logs") + " " + node + " --step " + step,
                event.details().getOrDefault("fix", "fix the cause") + ", then run '" + cluster.command("up")
                        + "' again: steps that are done are skipped");
    }
}
