package dev.muster.core.node;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.RunningWork;
import dev.muster.core.status.UsageSample;
import java.util.List;
import java.util.Optional;

/**
 * A daemon's report to the head, sent at every interval and immediately after a change.
 *
 * @param appliedVersion the version of the desired state that the node has reached
 * @param use what is in use on the node
 * @param work what runs on the node
 * @param drained whether the node accepts no work and none runs, the engine included
 * @param facts present only if they changed
 * @param engine what the engine does; empty if the node has none
 * @param renewal an identity request, when two thirds of the certificate's lifetime have passed
 * @param runs the last results of {@code muster-run}, newest first
 */
public record NodeReport(
        long appliedVersion,
        UsageSample use,
        List<RunningWork> work,
        boolean drained,
        Optional<EngineStatus> engine,
        Optional<NodeFacts> facts,
        Optional<String> renewal,
        List<FinishedRun> runs) {
    public NodeReport {
        work = List.copyOf(work);
        runs = List.copyOf(runs);
    }

    /** The report of a node without an engine where nothing ran. */
    public NodeReport(
            long appliedVersion,
            UsageSample use,
            List<RunningWork> work,
            boolean drained,
            Optional<NodeFacts> facts,
            Optional<String> renewal) {
        this(appliedVersion, use, work, drained, Optional.empty(), facts, renewal, List.of());
    }

    public NodeReport withEngine(Optional<EngineStatus> other) {
        return new NodeReport(appliedVersion, use, work, drained, other, facts, renewal, runs);
    }
}
