package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.EngineStatus;
import dev.muster.core.status.RunningWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The content and time of the last report on this connection. If the current state differs from it, a new report is due at once. */
public record LastReport(
        long appliedVersion,
        List<RunningWork> work,
        boolean drained,
        Optional<EngineStatus> engine,
        NodeFacts facts,
        Instant at) {
    /** The version before the first report. No real version is negative, so the first report is always due. */
    static final long NO_VERSION = -1;

    public LastReport {
        work = List.copyOf(work);
    }

    boolean hasSameContent(LastReport other) {
        return appliedVersion == other.appliedVersion
                && drained == other.drained
                && work.equals(other.work)
                && engine.equals(other.engine)
                && facts.equals(other.facts);
    }
}
