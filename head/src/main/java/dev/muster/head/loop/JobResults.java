package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.head.loop.BackgroundJobs.Ended;
import dev.muster.head.state.NodeRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the record true of what work in the background came to. */
final class JobResults {
    private final NodeChanges changes;
    private final LoopState memory;
    private final Instant steady;

    JobResults(NodeChanges changes, LoopState memory, Instant steady) {
        this.changes = changes;
        this.memory = memory;
        this.steady = steady;
    }

    void fold(Ended ended) {
        if (ended.stage() == NodeJob.LIST) {
            listed(ended);
            return;
        }
        if (ended.stage() == NodeJob.UPKEEP) {
            return;
        }
        NodeKey key = new NodeKey(ended.name());
        memory.settingUp.remove(key);
        Optional<NodeRow> row = changes.draft().open(key);
        if (row.isEmpty()) {
            strayEnded(key, ended);
            return;
        }
        switch (ended.result()) {
            case JobResult.Made(Machine machine) -> made(row.get(), machine);
            case JobResult.NoCapacity(String reason) -> noCapacity(row.get(), reason);
            case JobResult.IsSetUp(String recipe) -> setUp(row.get().withRecipe(recipe));
            case JobResult.Gone(String remark) -> gone(row.get(), remark);
            case JobResult.Failed failed -> failed(row.get(), ended.stage(), failed);
            case JobResult.Interrupted() -> interrupted(row.get(), ended.stage());
            case JobResult.Kept() -> throw new IllegalStateException("upkeep of a node");
            case JobResult.Listed(List<Machine> machines) ->
                throw new IllegalStateException("a list for a node: " + machines);
        }
    }

    private void made(NodeRow row, Machine machine) {
        memory.attempts.forget(row.key().value());
        NodeRow known = row.withMachine(machine).withError("");
        changes.draft().put(known);
        if (row.state() == NodeState.REQUESTED && machine.state() == Machine.State.RUNNING) {
            changes.become(known, NodeState.STARTING, row.story().reason());
        }
    }

    private void noCapacity(NodeRow row, String reason) {
        if (row.state() == NodeState.REQUESTED) {
            memory.forget(row.key());
            changes.noCapacity(row, reason);
        }
    }

    private void setUp(NodeRow row) {
        memory.attempts.forget(row.key().value());
        changes.draft().put(row);
        if (row.isRenewing()) {
            new RollingUpdate(changes, memory).done(row);
        } else {
            memory.setUpAt.put(row.key(), steady);
        }
    }

    private void gone(NodeRow row, String remark) {
        memory.removed(row.key());
        changes.close(row, remark.isEmpty() ? "" : "its machine was given back, but not cleaned: " + remark);
    }

    private void interrupted(NodeRow row, NodeJob stage) {
        if (memory.tooLong.remove(row.key().value()) && row.state() == NodeState.STARTING) {
            changes.failed(row, "its set-up took too long and was ended", true);
        } else if (stage == NodeJob.CREATE) {
            // Whether the machine was made is not known: removing by key finds out.
            memory.attempts.forget(row.key().value());
        }
    }

    private void failed(NodeRow row, NodeJob stage, JobResult.Failed failure) {
        int times = memory.attempts.failed(row.key().value(), stage, steady);
        boolean isOver = !failure.retryable() || times >= stage.attempts();
        boolean comesUp = row.state() == NodeState.REQUESTED || row.state() == NodeState.STARTING;
        if (stage == NodeJob.RENEW && isOver && row.isRenewing()) {
            memory.forget(row.key());
            new RollingUpdate(changes, memory).failed(row, failure.error());
            return;
        }
        if (comesUp && isOver && !row.key().isHead()) {
            memory.forget(row.key());
            changes.failed(row, failure);
            return;
        }
        changes.draft().put(row.withError(failure.error()));
        if (times == 1) {
            changes.note(row, "tried again: " + failure.error(), Map.of());
        }
    }

    /** A machine without an open row was removed, or could not be. */
    private void strayEnded(NodeKey key, Ended ended) {
        if (ended.result() instanceof JobResult.Gone) {
            memory.removed(key);
            changes.draft()
                    .write(Event.of(
                            changes.wall(),
                            Event.Kind.HEAD,
                            key,
                            "removed",
                            "a machine that no node of the cluster needs was given back"));
        } else if (ended.result() instanceof JobResult.Failed) {
            memory.attempts.failed(ended.name(), ended.stage(), steady);
        }
    }

    private void listed(Ended ended) {
        if (ended.result() instanceof JobResult.Listed(List<Machine> machines)) {
            memory.listed(machines);
            machines.forEach(this::seen);
        }
    }

    private void seen(Machine machine) {
        changes.draft().open(machine.key()).ifPresent(row -> seen(row, machine));
    }

    private void seen(NodeRow row, Machine machine) {
        if (row.machine().isPresent() && !row.machine().get().equals(machine)) {
            changes.draft().put(row.withMachine(machine));
        }
        boolean comesUp = row.state() == NodeState.REQUESTED && row.machine().isPresent();
        if (comesUp && machine.state() == Machine.State.RUNNING) {
            changes.become(
                    row.withMachine(machine), NodeState.STARTING, row.story().reason());
        } else if (comesUp && machine.state() == Machine.State.GONE) {
            changes.failed(row.withMachine(machine), "its machine ended before it was up", true);
        }
    }
}
