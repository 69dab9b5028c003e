package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.RunningWork;
import java.time.Instant;
import java.util.List;

/** What the head has been told on this link, and when: a report is due at once where it differs from what is. */
public record LastReport(long appliedVersion, List<RunningWork> work, boolean drained, NodeFacts facts, Instant at) {
    /** Before the first report of a link: no version is below 0, so the first report is always due. */
    static final long NOTHING_YET = -1;

    public LastReport {
        work = List.copyOf(work);
    }

    boolean saysTheSameAs(LastReport other) {
        return appliedVersion == other.appliedVersion
                && drained == other.drained
                && work.equals(other.work)
                && facts.equals(other.facts);
    }
}
