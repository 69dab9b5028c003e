package dev.muster.autoscaler;

import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A node at the moment of the snapshot.
 *
 * @param since when the node entered its state
 * @param total all its resources, declared or found; those of its offer until it has joined
 * @param held resources of the work that runs on it; standing demand is not included, because every decision assigns it again
 * @param idleSince since when nothing runs on it; empty while it is busy or not up
 * @param drainRequestedBy the operator who requested its drain; new demand does not cancel such a drain
 * @param lastError why the node last failed; empty if it has not failed
 */
public record NodeView(
        NodeKey key,
        String type,
        NodeState state,
        Instant since,
        Resources total,
        Resources held,
        Map<String, String> labels,
        Optional<Instant> idleSince,
        Optional<String> drainRequestedBy,
        String lastError) {
    public NodeView {
        labels = Map.copyOf(labels);
    }

    /** Creates a node that has not failed. */
    public NodeView(
            NodeKey key,
            String type,
            NodeState state,
            Instant since,
            Resources total,
            Resources held,
            Map<String, String> labels,
            Optional<Instant> idleSince,
            Optional<String> drainRequestedBy) {
        this(key, type, state, since, total, held, labels, idleSince, drainRequestedBy, "");
    }

    public NodeView withLastError(String error) {
        return new NodeView(key, type, state, since, total, held, labels, idleSince, drainRequestedBy, error);
    }
}
