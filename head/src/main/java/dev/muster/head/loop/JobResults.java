package dev.muster.head.loop;

import dev.muster.autoscaler.ReadableNumbers;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.engine.DrainAnswer;
import dev.muster.head.job.BackgroundJobs.EndedJob;
import dev.muster.head.job.JobKind;
import dev.muster.head.job.JobResult;
import dev.muster.head.job.RetrySchedule;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records the results of background jobs. */
final class JobResults {
    private final RetrySchedule retries;
    private final JoinDeadlines deadlines;
    private final MachineInventory machines;

    JobResults(RetrySchedule retries, JoinDeadlines deadlines, MachineInventory machines) {
        this.retries = retries;
        this.deadlines = deadlines;
        this.machines = machines;
    }

    void record(NodeChanges changes, LoopObservation seen) {
        for (EndedJob job : seen.endedJobs()) {
            switch (job.kind()) {
                case LIST -> recordListing(changes, job.result());
                case MAINTAIN -> {}
                case CREATE, SET_UP, REPAIR, RENEW, DRAIN, REMOVE -> recordOfNode(changes, job, seen.steady());
            }
        }
    }

    private void recordOfNode(NodeChanges changes, EndedJob job, Instant now) {
        NodeKey key = new NodeKey(job.name());
        Optional<NodeRow> row = changes.draft().open(key);
        if (row.isPresent()) {
            record(changes, row.get(), job, now);
        } else {
            recordOfStray(changes, key, job, now);
        }
    }

    private void record(NodeChanges changes, NodeRow row, EndedJob job, Instant now) {
        switch (job.result()) {
            case JobResult.Created(Machine machine) -> created(changes, row, machine);
            case JobResult.NoCapacity(String reason) -> noCapacity(changes, row, reason);
            case JobResult.SetUp(String recipe) -> setUp(changes, row.withRecipe(recipe), now);
            case JobResult.Drained(DrainAnswer answer) -> drainAnswered(changes, row, answer);
            case JobResult.Removed(String remark) -> removed(changes, row, remark);
            case JobResult.Failed failure -> failed(changes, row, job.kind(), failure, now);
            case JobResult.Interrupted() -> interrupted(row, job.kind());
            case JobResult.TimedOut(Duration limit) -> timedOut(changes, row, job.kind(), limit, now);
            case JobResult.Maintained(), JobResult.Listed _ ->
                throw new IllegalStateException(job + " is not a job of a node");
        }
    }

    private void created(NodeChanges changes, NodeRow row, Machine machine) {
        retries.forget(row.key().value());
        NodeRow known = row.withMachine(machine).withError("");
        changes.draft().put(known);
        if (row.state() == NodeState.REQUESTED && machine.state() == Machine.State.RUNNING) {
            changes.become(known, NodeState.STARTING, row.story().reason());
        }
    }

    private void noCapacity(NodeChanges changes, NodeRow row, String reason) {
        if (row.state() == NodeState.REQUESTED) {
            retries.forget(row.key().value());
            changes.noCapacity(row, reason);
        }
    }

    private void setUp(NodeChanges changes, NodeRow row, Instant now) {
        retries.forget(row.key().value());
        changes.draft().put(row);
        if (row.isRenewing()) {
            RollingUpdate.recordDone(changes, row);
        } else {
            deadlines.start(row.key(), now);
        }
    }

    /** A node that was drained only because it was idle goes on if it is in use after all. Others are asked again. */
    private void drainAnswered(NodeChanges changes, NodeRow row, DrainAnswer answer) {
        retries.forget(row.key().value());
        switch (answer) {
            case DrainAnswer.Accepted() -> {}
            case DrainAnswer.Refused(String why) -> {
                if (row.state() == NodeState.DRAINING && row.drain().purpose() == Purpose.IDLE) {
                    changes.become(row.withDrain(Drain.NONE), NodeState.READY, "it is in use again: " + why);
                }
            }
        }
    }

    private void removed(NodeChanges changes, NodeRow row, String remark) {
        forgetMachine(row.key());
        changes.close(row, remark.isEmpty() ? "" : "its machine was given back, but not cleaned: " + remark);
    }

    private void forgetMachine(NodeKey key) {
        retries.forget(key.value());
        machines.remove(key);
    }

    private void interrupted(NodeRow row, JobKind kind) {
        if (kind == JobKind.CREATE) {
            // It is unknown whether the machine exists. Removing by key finds out, and must not wait for a backoff.
            retries.forget(row.key().value());
        }
    }

    private void timedOut(NodeChanges changes, NodeRow row, JobKind kind, Duration limit, Instant now) {
        String error = "its set-up took longer than " + ReadableNumbers.brief(limit)
                + " and was ended; to allow more time, set setup_timeout_minutes of its type";
        if (row.state() == NodeState.STARTING) {
            changes.failed(row, error, true);
        } else {
            // Another attempt in place would probably hang as well.
            failed(changes, row, kind, new JobResult.Failed(error, kind != JobKind.RENEW), now);
        }
    }

    private void failed(NodeChanges changes, NodeRow row, JobKind kind, JobResult.Failed failure, Instant now) {
        int times = retries.recordFailure(row.key().value(), kind, now);
        boolean isFinal = !failure.retryable() || times >= kind.maxAttempts();
        if (isFinal && kind == JobKind.RENEW && row.isRenewing()) {
            retries.forget(row.key().value());
            RollingUpdate.recordFailure(changes, row, failure.error());
        } else if (isFinal && row.state().isComing() && !row.key().isHead()) {
            retries.forget(row.key().value());
            changes.failed(row, failure);
        } else {
            changes.draft().put(row.withError(failure.error()));
            if (times == 1) {
                changes.note(row, "trying again: " + failure.summary(), Map.of());
            }
        }
    }

    /** A machine without an open node was removed, or could not be. */
    private void recordOfStray(NodeChanges changes, NodeKey key, EndedJob job, Instant now) {
        if (job.result() instanceof JobResult.Removed) {
            forgetMachine(key);
            String text = "a machine that no node of the cluster needs was given back";
            changes.draft().write(Event.of(changes.wall(), Event.Kind.HEAD, key, "removed", text));
        } else if (job.result() instanceof JobResult.Failed) {
            retries.recordFailure(job.name(), job.kind(), now);
        }
    }

    private void recordListing(NodeChanges changes, JobResult result) {
        if (result instanceof JobResult.Listed(List<Machine> found)) {
            machines.update(found);
            for (Machine machine : found) {
                changes.draft().open(machine.key()).ifPresent(row -> recordMachine(changes, row, machine));
            }
        }
    }

    private static void recordMachine(NodeChanges changes, NodeRow row, Machine machine) {
        if (row.machine().isPresent() && !row.machine().get().equals(machine)) {
            changes.draft().put(row.withMachine(machine));
        }
        if (row.state() != NodeState.REQUESTED || row.machine().isEmpty()) {
            return;
        }
        NodeRow known = row.withMachine(machine);
        switch (machine.state()) {
            case PENDING -> {}
            case RUNNING ->
                changes.become(known, NodeState.STARTING, row.story().reason());
            case GONE -> changes.failed(known, "its machine ended before it was up", true);
        }
    }
}
