package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.status.RunningWork;
import java.time.Instant;
import java.util.List;

/** What was last observed on this machine, and when to observe it again. */
public record Observation(List<RunningWork> work, EngineObservation engine, NodeFacts facts, Instant nextAt) {
    public Observation {
        work = List.copyOf(work);
    }

    Observation withNextAt(Instant next) {
        return new Observation(work, engine, facts, next);
    }

    /** Whether nothing runs on the node for anybody. */
    boolean isIdle() {
        return work.isEmpty() && !engine.isAlive();
    }
}
