package dev.muster.daemon.behaviour;

import dev.muster.core.NodeFacts;
import dev.muster.core.node.Work;
import java.time.Instant;
import java.util.List;

/** What was last seen on this machine, and when to look again. */
public record Sight(List<Work> work, NodeFacts facts, Instant lookAt) {
    public Sight {
        work = List.copyOf(work);
    }

    Sight lookingAt(Instant next) {
        return new Sight(work, facts, next);
    }
}
