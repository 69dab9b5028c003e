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
 * @param since when it came into its state
 * @param total declared and found amounts; while it is not up, its offer's
 * @param held by work that runs on it; standing demand is not counted here: each decision assigns it anew
 * @param idleSince since when nothing runs on it; empty while busy or not up
 * @param drainAskedBy the person who asked for its drain: then new demand does not take it back
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
        Optional<String> drainAskedBy) {
    public NodeView {
        labels = Map.copyOf(labels);
    }
}
