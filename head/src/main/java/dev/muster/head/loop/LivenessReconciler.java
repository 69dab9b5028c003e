package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Makes the record true of what daemons say: who arrived, who is drained, who came back, who is late. {@link Losses} finds who is lost. */
final class LivenessReconciler {
    private final NodeChanges changes;
    private final LoopState memory;
    private final HeadTiming timing;
    private final Map<NodeKey, DaemonStatus> live;
    private final Instant steady;

    LivenessReconciler(
            NodeChanges changes, LoopState memory, HeadTiming timing, Map<NodeKey, DaemonStatus> live, Instant steady) {
        this.changes = changes;
        this.memory = memory;
        this.timing = timing;
        this.live = live;
        this.steady = steady;
    }

    void fold() {
        for (NodeRow row : changes.draft().openNodes()) {
            fold(row, Optional.ofNullable(live.get(row.key())));
        }
    }

    private void fold(NodeRow row, Optional<DaemonStatus> daemon) {
        boolean isThere = daemon.filter(this::isThere).isPresent();
        switch (row.state()) {
            case REQUESTED -> machineLate(row);
            case STARTING -> {
                if (isThere) {
                    memory.setUpAt.remove(row.key());
                    changes.joined(row, incarnation(daemon));
                } else {
                    joinLate(row);
                }
            }
            case READY, DRAINED -> {
                if (isThere) {
                    restarted(row, incarnation(daemon));
                }
            }
            case DRAINING -> {
                if (isThere) {
                    draining(row, daemon);
                }
            }
            case LOST -> {
                if (isThere) {
                    cameBack(row, incarnation(daemon));
                }
            }
            case STOPPING, FAILED -> {}
        }
    }

    private boolean isThere(DaemonStatus daemon) {
        return daemon.connected() && steady.isBefore(daemon.heard().plus(timing.lease()));
    }

    private static long incarnation(Optional<DaemonStatus> daemon) {
        return daemon.map(known -> known.hello().incarnation()).orElse(0L);
    }

    private void draining(NodeRow row, Optional<DaemonStatus> daemon) {
        if (daemon.filter(DaemonStatus::isDrained).isPresent()) {
            changes.become(
                    row.withIncarnation(incarnation(daemon)),
                    NodeState.DRAINED,
                    row.story().reason());
        }
    }

    private void restarted(NodeRow row, long incarnation) {
        if (row.incarnation() != incarnation) {
            changes.draft().put(row.withIncarnation(incarnation));
            changes.note(row, "its daemon was started again", Map.of());
        }
    }

    private void cameBack(NodeRow row, long incarnation) {
        memory.forget(row.key());
        NodeRow known = row.withIncarnation(incarnation).withError("");
        if (row.drain().askedBy().isPresent()) {
            changes.become(known, NodeState.DRAINING, "it came back; its drain goes on");
        } else {
            changes.become(known.withDrain(Drain.NONE), NodeState.READY, "it came back");
        }
    }

    private void machineLate(NodeRow row) {
        boolean isPending = row.machine()
                .filter(machine -> machine.state() == Machine.State.PENDING)
                .isPresent();
        if (isPending && !changes.wall().isBefore(row.since().plus(timing.machineLimit()))) {
            changes.failed(
                    row, "its machine was not up after " + timing.machineLimit().toSeconds() + " s", true);
        }
    }

    /** The head's own daemon is set up by the operator who starts the cluster: it is never too late. */
    private void joinLate(NodeRow row) {
        Optional<Instant> setUpAt = Optional.ofNullable(memory.setUpAt.get(row.key()));
        boolean isLate = setUpAt.isPresent() && !steady.isBefore(setUpAt.get().plus(timing.joinLimit()));
        if (isLate && !row.key().isHead()) {
            changes.failed(
                    row, "its daemon did not join within " + timing.joinLimit().toSeconds() + " s", true);
        }
    }
}
