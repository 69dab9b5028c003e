package dev.muster.client.down;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The result of asking the head to stop its workers.
 *
 * @param notes sentences for the operator
 * @param outOfReach the hosts that the head could not reach
 * @param released the hosts on which no node is left according to the head
 */
record HeadStop(List<String> notes, Set<String> outOfReach, HeadReleasedHosts released) {
    /** The result if no head runs. */
    static final HeadStop NONE = new HeadStop(List.of(), Set.of(), HeadReleasedHosts.NONE);

    HeadStop {
        notes = List.copyOf(notes);
        outOfReach = Set.copyOf(outOfReach);
    }

    static HeadStop of(WorkerStop.Outcome outcome, ClusterConfig config) {
        if (!outcome.inTime()) {
            String note = "the workers did not stop within " + WorkerStop.TIMEOUT.toSeconds() + " s";
            return new HeadStop(List.of(note), outOfReach(outcome.after()), HeadReleasedHosts.NONE);
        }
        HeadReleasedHosts released = config.auth().headPrivateKey().isPresent()
                ? HeadReleasedHosts.of(outcome.after())
                : HeadReleasedHosts.NONE;
        return new HeadStop(List.of(), outOfReach(outcome.after()), released);
    }

    static HeadStop failed(ClusterException failure) {
        String note = "the head did not answer (" + failure.text() + "): this machine stopped its nodes";
        return new HeadStop(List.of(note), Set.of(), HeadReleasedHosts.NONE);
    }

    private static Set<String> outOfReach(StatusView status) {
        Set<String> hosts = new TreeSet<>();
        status.nodes().stream()
                .filter(StoppingWorkers::isOutOfReach)
                .map(NodeStatus::host)
                .forEach(hosts::add);
        status.pool().stream()
                .filter(host -> host.state() == PoolHostState.FAILED)
                .map(StatusView.PoolHost::host)
                .forEach(hosts::add);
        return hosts;
    }
}
