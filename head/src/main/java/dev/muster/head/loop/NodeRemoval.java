package dev.muster.head.loop;

import dev.muster.core.NodeState;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.StateChange;
import java.time.Instant;

/** Ends nodes because an operator ordered it or the config no longer has them. */
public final class NodeRemoval {
    private final NodeChanges changes;

    public NodeRemoval(StateChange draft, Instant wall) {
        this(new NodeChanges(draft, wall));
    }

    NodeRemoval(NodeChanges changes) {
        this.changes = changes;
    }

    /** Ends one worker: at once if nothing can run on it or the order is forced, otherwise after its work has ended. */
    public void end(NodeRow row, Drain drain, Reason why) {
        NodeRow marked = row.withDrain(drain);
        switch (row.state()) {
            case REQUESTED, STARTING, LOST, FAILED, DRAINED -> changes.become(marked, NodeState.STOPPING, why);
            case READY -> {
                NodeRow draining = changes.become(marked, NodeState.DRAINING, why);
                if (drain.force()) {
                    endDraining(draining, why);
                }
            }
            case DRAINING -> {
                changes.draft().put(marked.withReason(why));
                if (drain.force()) {
                    endDraining(marked, why);
                }
            }
            case STOPPING -> {
                if (drain.force()) {
                    changes.draft().put(marked);
                }
            }
        }
    }

    private void endDraining(NodeRow row, Reason why) {
        NodeRow drained = changes.become(row, NodeState.DRAINED, "not waiting for its work");
        changes.become(drained, NodeState.STOPPING, why);
    }

    /** Moves each worker a step closer to its end while the whole cluster stops, workers that came back included. */
    void endAll(Drain drain, String why) {
        for (NodeRow row : changes.draft().openNodes()) {
            boolean isEnding = row.state() == NodeState.DRAINING || row.state() == NodeState.STOPPING;
            if (!row.key().isHead() && !isEnding) {
                boolean wasOrdered = row.drain().requestedBy().isPresent();
                end(
                        row,
                        wasOrdered ? row.drain() : drain,
                        wasOrdered ? row.story().reason() : Reason.of(why));
            }
        }
    }
}
