package dev.muster.head.loop;

import dev.muster.core.NodeState;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.StateChange;
import java.time.Instant;

/** Ends nodes because an operator said so. */
public final class NodeTermination {
    private final NodeChanges changes;

    public NodeTermination(StateChange draft, Instant wall) {
        this(new NodeChanges(draft, wall));
    }

    NodeTermination(NodeChanges changes) {
        this.changes = changes;
    }

    /** One worker goes: at once where nothing can run on it, or by force; otherwise after its work has ended. */
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
        NodeRow drained = changes.become(row, NodeState.DRAINED, "its work is not waited for");
        changes.become(drained, NodeState.STOPPING, why);
    }

    /** While the whole cluster stops: each worker a step further, those that came back too. */
    void endAll(Drain drain, String why) {
        for (NodeRow row : changes.draft().openNodes()) {
            boolean isOnItsWay = row.state() == NodeState.DRAINING || row.state() == NodeState.STOPPING;
            if (!row.key().isHead() && !isOnItsWay) {
                Drain kept = row.drain().askedBy().isPresent() ? row.drain() : drain;
                end(row, kept, row.drain().askedBy().isPresent() ? row.story().reason() : Reason.of(why));
            }
        }
    }
}
