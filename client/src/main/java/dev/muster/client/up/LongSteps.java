package dev.muster.client.up;

import dev.muster.client.ClusterRef;
import dev.muster.client.ProgressListener;
import dev.muster.core.event.Event;
import dev.muster.core.port.Time;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.NodeStatus.RunningStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Tells the operator which set-up step {@code up} waits for, since when it runs, and how to end it. */
final class LongSteps {
    /** How often a step that runs on is named again. */
    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Duration LONG = Duration.ofSeconds(20);

    private final ClusterRef cluster;
    private final Time time;
    private final ProgressListener listener;

    LongSteps(ClusterRef cluster, Time time, ProgressListener listener) {
        this.cluster = cluster;
        this.time = time;
        this.listener = listener;
    }

    /** Returns every step that runs now as one sentence. */
    static List<String> running(Collection<NodeStatus> nodes, Instant now) {
        return nodes.stream()
                .flatMap(node -> node.step().stream()
                        .map(step -> node.name() + (node.host().isEmpty() ? "" : " (" + node.host() + ")") + ": '"
                                + step.name() + "' has been running for "
                                + describe(Duration.between(step.since(), now))))
                .toList();
    }

    void report(Collection<NodeStatus> nodes) {
        for (NodeStatus node : nodes) {
            node.step().filter(this::isLong).ifPresent(step -> listener.event(describe(node, step)));
        }
    }

    private boolean isLong(RunningStep step) {
        return Duration.between(step.since(), time.wallClock()).compareTo(LONG) >= 0;
    }

    /** Returns the duration for display, such as {@code 90 s} or {@code 4 min}. */
    static String describe(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }

    private Event describe(NodeStatus node, RunningStep step) {
        String text = "'" + step.name() + "' has been running for "
                + describe(Duration.between(step.since(), time.wallClock()))
                + (node.name().isHead() ? "" : "; to end it: " + cluster.command("drain") + " " + node.name());
        return Event.of(step.since(), Event.Kind.HEAD, node.name(), "setting up", text);
    }
}
