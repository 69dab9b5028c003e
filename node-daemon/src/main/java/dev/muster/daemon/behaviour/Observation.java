package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.RunningWork;
import java.time.Instant;
import java.util.List;

/** The work and the facts that were last observed on this machine, and when to observe it again. */
public record Observation(List<RunningWork> work, NodeFacts facts, Instant nextAt) {
    public Observation {
        work = List.copyOf(work);
    }

    Observation withNextAt(Instant next) {
        return new Observation(work, facts, next);
    }
}
