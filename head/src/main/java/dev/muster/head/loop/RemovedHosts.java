package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostReassignment;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import java.util.Optional;

/** Workers on hosts that the cluster's file does not give for their type any more leave them: drained first, then the host is cleaned. */
final class RemovedHosts {
    private static final String FILE = "the cluster's file";

    private final NodeChanges changes;

    RemovedHosts(NodeChanges changes) {
        this.changes = changes;
    }

    void fold(ClusterConfig config) {
        for (NodeRow row : changes.draft().openNodes()) {
            if (!row.key().isHead() && !row.isEnding() && row.drain().askedBy().isEmpty()) {
                reason(config, row)
                        .ifPresent(why -> new NodeTermination(changes)
                                .end(row, new Drain(Optional.of(FILE), false), Reason.of(why)));
            }
        }
    }

    /** Why the node has to leave its host; empty where it need not. */
    static Optional<String> reason(ClusterConfig config, NodeRow row) {
        String host = row.machine().map(Machine::host).orElse("");
        return HostReassignment.of(config.provider(), host, row.type()).map(HostReassignment::describe);
    }
}
