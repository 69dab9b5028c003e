package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostReassignment;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import java.util.Optional;

/** Ends workers whose host the config no longer lists for their node type: they are drained first, then the host is cleaned. */
final class RemovedHosts {
    private static final String REQUESTED_BY = "the cluster's file";

    private RemovedHosts() {}

    static void drain(NodeChanges changes, ClusterConfig config) {
        NodeRemoval termination = new NodeRemoval(changes);
        Drain drain = new Drain(Optional.of(REQUESTED_BY), false);
        HostReassignment.Rules rules = HostReassignment.Rules.of(config.provider());
        for (NodeRow row : changes.draft().openNodes()) {
            if (!row.key().isHead()
                    && !row.isEnding()
                    && row.drain().requestedBy().isEmpty()) {
                reason(rules, row).ifPresent(why -> termination.end(row, drain, Reason.of(why)));
            }
        }
    }

    /** Returns why the node must leave its host; empty if it need not. */
    private static Optional<String> reason(HostReassignment.Rules rules, NodeRow row) {
        String host = row.machine().map(Machine::host).orElse("");
        return rules.check(host, row.type()).map(HostReassignment::describe);
    }
}
