package dev.muster.core.node;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.UsageSample;
import java.util.List;
import java.util.Optional;

/**
 * What a daemon tells at every interval, and at once when something changed.
 *
 * @param appliedVersion of the desired state that it has reached
 * @param work what runs on the node now
 * @param drained it takes no work, and none runs
 * @param facts only when they changed
 * @param renewal an identity request, when two thirds of the certificate's life are over
 */
public record NodeReport(
        long appliedVersion,
        UsageSample use,
        List<RunningWork> work,
        boolean drained,
        Optional<NodeFacts> facts,
        Optional<String> renewal) {
    public NodeReport {
        work = List.copyOf(work);
    }
}
