package dev.muster.head.api;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.Resources;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.ProviderConfig;
import dev.muster.head.loop.NodeChanges;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Promise;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.StateChange;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The head's own node: its machine is there before the head is. */
final class HeadNode {
    private HeadNode() {}

    /** Puts it where it is missing, and corrects its type once that is known. */
    static void ensure(StateChange draft, HeadLocation place, Instant now) {
        Optional<ClusterConfig> config = draft.config().map(AppliedConfig::config);
        String type = config.map(ClusterConfig::headType).orElse(NodeKey.HEAD.value());
        Optional<NodeRow> row = draft.open(NodeKey.HEAD);
        if (row.isPresent() && row.get().type().equals(type)) {
            return;
        }
        Machine machine = machine(place, config, type);
        if (row.isPresent()) {
            draft.put(row.get().withType(type).withMachine(machine));
            return;
        }
        Promise promise = new Promise("", Resources.NONE, Map.of());
        Reason reason = Reason.of("the head");
        NodeRow made =
                NodeRow.requested(NodeKey.HEAD, type, promise, now, reason).withMachine(machine);
        new NodeChanges(draft, now).become(made, NodeState.STARTING, reason, Map.of());
    }

    /** Until the provider's own list says more. */
    private static Machine machine(HeadLocation place, Optional<ClusterConfig> config, String type) {
        String host = config.map(ClusterConfig::provider)
                .map(ProviderConfig::headHost)
                .orElse(NodeKey.HEAD.value());
        return new Machine(
                NodeKey.HEAD, type, host, place.address(), Machine.State.RUNNING, "", Resources.NONE, Map.of());
    }
}
