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

/** The row of the head's own node. Its machine exists before the head starts. */
final class HeadNode {
    private HeadNode() {}

    /** Adds the row if it is missing, and corrects its node type once the config is known. */
    static void ensure(StateChange draft, HeadLocation location, Instant now) {
        Optional<ClusterConfig> config = draft.config().map(AppliedConfig::config);
        String type = config.map(ClusterConfig::headType).orElse(NodeKey.HEAD.value());
        Optional<NodeRow> row = draft.open(NodeKey.HEAD);
        if (row.isPresent() && row.get().type().equals(type)) {
            return;
        }
        Machine machine = machine(location, config, type);
        if (row.isPresent()) {
            draft.put(row.get().withType(type).withMachine(machine));
            return;
        }
        Promise promise = new Promise("", Resources.NONE, Map.of());
        Reason reason = Reason.of("the head");
        NodeRow added =
                NodeRow.requested(NodeKey.HEAD, type, promise, now, reason).withMachine(machine);
        new NodeChanges(draft, now).become(added, NodeState.STARTING, reason, Map.of());
    }

    /** Returns the machine as far as the head knows it. The provider's listing replaces it. */
    private static Machine machine(HeadLocation location, Optional<ClusterConfig> config, String type) {
        String host = config.map(ClusterConfig::provider)
                .map(ProviderConfig::headHost)
                .orElse(NodeKey.HEAD.value());
        return new Machine(
                NodeKey.HEAD, type, host, location.address(), Machine.State.RUNNING, "", Resources.NONE, Map.of());
    }
}
