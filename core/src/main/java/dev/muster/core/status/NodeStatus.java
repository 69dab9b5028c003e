package dev.muster.core.status;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.node.EngineStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The status of one node, as {@code cluster status} shows it.
 *
 * @param idle how long it has been idle; empty while it is busy or not up
 * @param available the total less what work and standing demand hold
 * @param use empty until its daemon has reported
 * @param engine what its engine does; empty if it has none, or its daemon has not reported
 * @param reason why it was launched, or why it is being removed
 * @param lastError empty if there was none
 */
public record NodeStatus(
        NodeKey name,
        String type,
        String host,
        String address,
        NodeState state,
        Instant since,
        Optional<Duration> idle,
        Resources total,
        Resources available,
        Map<String, String> labels,
        Optional<UsageSample> use,
        Optional<DaemonInfo> daemon,
        Optional<EngineStatus> engine,
        String reason,
        String lastError) {
    public NodeStatus {
        labels = Map.copyOf(labels);
    }

    /** The status of a node without an engine. */
    public NodeStatus(
            NodeKey name,
            String type,
            String host,
            String address,
            NodeState state,
            Instant since,
            Optional<Duration> idle,
            Resources total,
            Resources available,
            Map<String, String> labels,
            Optional<UsageSample> use,
            Optional<DaemonInfo> daemon,
            String reason,
            String lastError) {
        this(
                name,
                type,
                host,
                address,
                state,
                since,
                idle,
                total,
                available,
                labels,
                use,
                daemon,
                Optional.empty(),
                reason,
                lastError);
    }

    public String role() {
        return name.isHead() ? "head" : "worker";
    }

    public record DaemonInfo(long pid, String version, String incarnation) {}
}
