package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeState;
import dev.muster.head.job.RetrySchedule;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Records what daemons reported: which nodes joined, are drained, came back or are late. {@link LossDetector} finds the nodes that are lost. */
final class LivenessReconciler {
    /** How long processes of the engine may run on a node that is drained and no longer part of the engine. */
    private static final Duration ENGINE_END = Duration.ofSeconds(15);

    private final HeadTiming timing;
    private final RetrySchedule retries;
    private final JoinDeadlines deadlines;

    LivenessReconciler(HeadTiming timing, RetrySchedule retries, JoinDeadlines deadlines) {
        this.timing = timing;
        this.retries = retries;
        this.deadlines = deadlines;
    }

    void record(NodeChanges changes, LoopObservation seen) {
        for (NodeRow row : changes.draft().openNodes()) {
            Optional<DaemonStatus> daemon =
                    seen.daemon(row.key()).filter(known -> known.isAlive(seen.steady(), timing.lease()));
            if (daemon.isPresent()) {
                recordPresent(changes, row, daemon.get(), seen);
            } else {
                recordAbsent(changes, row, seen);
            }
        }
        deadlines.retain(changes.draft().openNodes());
    }

    private void recordPresent(NodeChanges changes, NodeRow row, DaemonStatus daemon, LoopObservation seen) {
        switch (row.state()) {
            case REQUESTED -> failIfMachineIsLate(changes, row);
            case STARTING -> changes.joined(row, daemon.hello().incarnation());
            case READY, DRAINED -> recordRestart(changes, row, daemon.hello().incarnation());
            case DRAINING -> recordDrained(changes, row, daemon, seen);
            case LOST -> recordReturn(changes, row, daemon.hello().incarnation());
            case STOPPING, FAILED -> {}
        }
    }

    private void recordAbsent(NodeChanges changes, NodeRow row, LoopObservation seen) {
        switch (row.state()) {
            case REQUESTED -> failIfMachineIsLate(changes, row);
            case STARTING -> failIfDaemonIsLate(changes, row, seen);
            case READY, DRAINING, DRAINED, LOST, STOPPING, FAILED -> {}
        }
    }

    private void recordDrained(NodeChanges changes, NodeRow row, DaemonStatus daemon, LoopObservation seen) {
        if (daemon.isDrained() || isDrainOver(changes, row, daemon, seen)) {
            NodeRow known = row.withIncarnation(daemon.hello().incarnation());
            changes.become(known, NodeState.DRAINED, row.story().reason());
        }
    }

    /** An engine may not end its work at the deadline of a drain, so the head does. Sessions of operators are always waited for. */
    private boolean isDrainOver(NodeChanges changes, NodeRow row, DaemonStatus daemon, LoopObservation seen) {
        boolean isAbsent = seen.engine().isFresh(seen.steady())
                && seen.engine().member(row.key()).isEmpty();
        Duration limit = isAbsent ? ENGINE_END : timing.drainLimit();
        // The engine goes with the cluster, so its work is not waited for then.
        boolean isOver = changes.draft().stopping()
                || !changes.wall().isBefore(row.since().plus(limit));
        return seen.engine().view().isPresent() && !daemon.isBusy() && isOver;
    }

    private static void recordRestart(NodeChanges changes, NodeRow row, long incarnation) {
        if (row.incarnation() != incarnation) {
            changes.draft().put(row.withIncarnation(incarnation));
            changes.note(row, "its daemon was started again", Map.of());
        }
    }

    private void recordReturn(NodeChanges changes, NodeRow row, long incarnation) {
        retries.forget(row.key().value());
        NodeRow known = row.withIncarnation(incarnation).withError("");
        if (row.drain().requestedBy().isPresent()) {
            changes.become(known, NodeState.DRAINING, "it came back; its drain continues");
        } else {
            changes.become(known.withDrain(Drain.NONE), NodeState.READY, "it came back");
        }
    }

    private void failIfMachineIsLate(NodeChanges changes, NodeRow row) {
        boolean isPending = row.machine()
                .filter(machine -> machine.state() == Machine.State.PENDING)
                .isPresent();
        if (isPending && !changes.wall().isBefore(row.since().plus(timing.machineLimit()))) {
            String error =
                    "its machine was not up after " + timing.machineLimit().toSeconds() + " s";
            changes.failed(row, error, true);
        }
    }

    /** The operator who starts the cluster sets up the head's own daemon, so that one is never late. */
    private void failIfDaemonIsLate(NodeChanges changes, NodeRow row, LoopObservation seen) {
        if (!row.key().isHead() && deadlines.isOver(row.key(), seen.steady())) {
            String error =
                    "its daemon did not join within " + timing.joinLimit().toSeconds() + " s";
            changes.failed(row, error, true);
        }
    }
}
