package dev.muster.core.status;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param step the set-up step that runs now; empty if none does
 * @param work what runs on it
 * @param runs the last results of {@code muster-run}, newest first
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
        String lastError,
        Optional<RunningStep> step,
        List<RunningWork> work,
        List<FinishedRun> runs) {
    public NodeStatus {
        labels = Map.copyOf(labels);
        work = List.copyOf(work);
        runs = List.copyOf(runs);
    }

    /** The status of a node without an engine where nothing ran. */
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
                lastError,
                Optional.empty(),
                List.of(),
                List.of());
    }

    public NodeStatus withStep(RunningStep newStep) {
        return new NodeStatus(
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
                engine,
                reason,
                lastError,
                Optional.of(newStep),
                work,
                runs);
    }

    public String role() {
        return name.isHead() ? "head" : "worker";
    }

    /** @param since by the head's wall clock */
    public record RunningStep(String name, Instant since) {}

    public record DaemonInfo(long pid, String version, String incarnation) {}
}
