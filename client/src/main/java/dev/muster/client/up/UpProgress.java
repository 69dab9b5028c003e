package dev.muster.client.up;

import dev.muster.client.UpReport;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.status.NodeStatus;
import java.time.Duration;
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

/** What events and status have told so far, by node. */
final class UpProgress {
    private final Map<NodeKey, NodeProgress> nodes = new TreeMap<>();
    private final Set<NodeKey> renewed = new TreeSet<>();
    private boolean failedRenewal;
    private final Map<NodeKey, Event> failures = new TreeMap<>();
    private final Map<String, UpReport.StepTime> steps = new TreeMap<>();

    /** Workers that are up, but are set up again: they count when they came back. */
    synchronized void expect(Collection<NodeKey> keys) {
        renewed.addAll(keys);
    }

    /** Workers that are not what the file says yet. */
    synchronized Set<NodeKey> renewing() {
        return Set.copyOf(renewed);
    }

    synchronized boolean hasFailedRenewal() {
        return failedRenewal;
    }

    synchronized void start(NodeStatus node) {
        nodes.put(node.name(), new NodeProgress(node.host(), node.state(), Optional.empty(), true));
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
        nodes.merge(node, NodeProgress.NEW.in(step), (known, _) -> known.in(step));
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
                    NodeProgress.NEW.on(host).as(state, retried),
                    (known, _) -> known.on(host).as(state, retried));
            if (state == NodeState.FAILED) {
                failures.putIfAbsent(node, event);
            }
            renewed(node, state);
        });
    }

    /** The first that fails stops the others: they keep what they have. */
    private void renewed(NodeKey node, NodeState state) {
        switch (state) {
            case READY, LOST, STOPPING -> renewed.remove(node);
            case FAILED -> {
                if (renewed.contains(node)) {
                    failedRenewal = true;
                    renewed.clear();
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
                .filter(entry -> !entry.getKey().isHead() && !renewed.contains(entry.getKey()))
                .filter(entry -> entry.getValue().state() == NodeState.READY)
                .count();
    }

    /** Failed in a way that no retry can fix; a host on which several nodes fail counts once. */
    synchronized int givenUp() {
        Set<String> hosts = new TreeSet<>();
        nodes.forEach((key, node) -> {
            if (node.state() == NodeState.FAILED && !node.retried()) {
                hosts.add(node.host().isEmpty() ? key.value() : node.host());
            }
        });
        return hosts.size();
    }

    synchronized int onTheirWay() {
        return (int) (workers(NodeState.REQUESTED) + workers(NodeState.STARTING));
    }

    private long workers(NodeState state) {
        return nodes.entrySet().stream()
                .filter(entry -> !entry.getKey().isHead() && entry.getValue().state() == state)
                .count();
    }

    synchronized UpReport.WaitingNode waiting(NodeStatus node) {
        NodeProgress known = nodes.getOrDefault(node.name(), NodeProgress.NEW);
        return new UpReport.WaitingNode(node.name().value(), node.host(), known.state(), known.step());
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

    /** Where a later node came up, an earlier one's failure is over. */
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
                "cluster logs " + node + (step.isEmpty() ? "" : " --step " + step),
                event.details().getOrDefault("fix", "fix the cause")
                        + ", then run 'cluster up' again: only what failed or changed is done again");
    }
}
