package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.RunningWork;
import java.time.Instant;
import java.util.List;

/** What was last seen on this machine, and when to look again. */
public record Observation(List<RunningWork> work, NodeFacts facts, Instant lookAt) {
    public Observation {
        work = List.copyOf(work);
    }

    Observation lookingAt(Instant next) {
        return new Observation(work, facts, next);
    }
}
