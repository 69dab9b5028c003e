package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.engine.DrainOrder;
import dev.muster.engine.EngineView.Activity;
import dev.muster.head.job.BackgroundJobs;
import dev.muster.head.job.JobKind;
import dev.muster.head.job.JobResult;
import dev.muster.head.job.NodeOperations;
import dev.muster.head.job.RetrySchedule;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Purpose;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Starts the jobs that the committed state asks for. It looks at the state and never at a decision, so a restarted head continues where the last one stopped. */
final class JobStarter {
    private static final String LISTING = "*machines";
    private static final String MAINTENANCE = "*maintenance";
    private static final Duration MAINTENANCE_INTERVAL = Duration.ofSeconds(10);

    private final BackgroundJobs jobs;
    private final RetrySchedule retries;
    private final JoinDeadlines deadlines;
    private final MachineInventory machines;
    private final Duration drainLimit;
    private Optional<Instant> maintainedAt = Optional.empty();

    JobStarter(
            BackgroundJobs jobs,
            RetrySchedule retries,
            JoinDeadlines deadlines,
            MachineInventory machines,
            HeadTiming timing) {
        this.jobs = jobs;
        this.retries = retries;
        this.deadlines = deadlines;
        this.machines = machines;
        this.drainLimit = timing.drainLimit();
    }

    void start(State state, NodeOperations operations, LoopObservation seen) {
        jobs.letOthersBegin();
        for (NodeRow row : state.openNodes()) {
            startFor(row, operations, seen);
            timeOutIfLate(row, setUpLimit(state, row), seen.steady());
        }
        if (!state.stopping()) {
            drainInEngine(state, operations, seen);
        }
        removeStrays(state, operations, seen.steady());
        listMachines(state, operations, seen.steady());
        maintainHosts(isShort(state), operations, seen.steady());
    }

    /** Whether more nodes are wanted than there are, or may be: an operator's request may need more. */
    private static boolean isShort(State state) {
        if (state.stopping() || state.config().isEmpty()) {
            return false;
        }
        return !state.standing().isEmpty()
                || !state.minimumSuspended()
                        && state.config().get().config().types().values().stream()
                                .anyMatch(type -> ready(state, type.name()) < type.minWorkers());
    }

    private static long ready(State state, String type) {
        return state.openNodes().stream()
                .filter(row -> !row.key().isHead() && row.type().equals(type) && row.state() == NodeState.READY)
                .count();
    }

    private void startFor(NodeRow row, NodeOperations operations, LoopObservation seen) {
        Optional<JobKind> running = jobs.running(row.key().value());
        switch (row.state()) {
            case REQUESTED -> {
                if (row.machine().isEmpty() && running.isEmpty()) {
                    start(row.key(), JobKind.CREATE, seen.steady(), () -> operations.create(row));
                }
            }
            case STARTING -> {
                if (running.isEmpty() && isSetUpDue(row)) {
                    setUp(row, JobKind.SET_UP, operations, seen.steady());
                }
            }
            case STOPPING -> remove(row, running, operations, seen.steady());
            case LOST -> {
                if (running.isEmpty() && isRepairDue(row, seen)) {
                    setUp(row, JobKind.REPAIR, operations, seen.steady());
                }
            }
            case DRAINED -> {
                if (running.isEmpty() && mayRenew(row, seen)) {
                    setUp(row, JobKind.RENEW, operations, seen.steady());
                }
            }
            case READY, DRAINING, FAILED -> {}
        }
    }

    private void drainInEngine(State state, NodeOperations operations, LoopObservation seen) {
        for (NodeRow row : state.openNodes()) {
            boolean isIdle = jobs.running(row.key().value()).isEmpty();
            if (row.state() == NodeState.DRAINING && isIdle && worksInEngine(row, seen)) {
                DrainOrder order = drainOrder(row);
                start(row.key(), JobKind.DRAIN, seen.steady(), () -> operations.drain(row.key(), order));
            }
        }
    }

    /** A node that the engine drains already is not asked again. */
    private static boolean worksInEngine(NodeRow row, LoopObservation seen) {
        return seen.engine()
                .member(row.key())
                .filter(member -> member.activity() != Activity.DRAINING)
                .isPresent();
    }

    private DrainOrder drainOrder(NodeRow row) {
        String why = row.story().reason().text();
        return row.drain().purpose() == Purpose.IDLE
                ? new DrainOrder.IfIdle(why)
                : new DrainOrder.Always(why, row.since().plus(drainLimit));
    }

    private boolean isSetUpDue(NodeRow row) {
        return !row.key().isHead() && row.machine().isPresent() && !deadlines.isStarted(row.key());
    }

    private static Duration setUpLimit(State state, NodeRow row) {
        return state.config()
                .flatMap(config -> Optional.ofNullable(config.config().types().get(row.type())))
                .map(NodeTypeConfig::setUpTimeout)
                .orElse(NodeTypeConfig.DEFAULT_SET_UP_TIMEOUT);
    }

    /** Waiting for other set-ups to end is no part of a set-up. */
    private void timeOutIfLate(NodeRow row, Duration limit, Instant now) {
        String name = row.key().value();
        boolean isLate = jobs.workingSince(name)
                .filter(since -> !now.isBefore(since.plus(limit)))
                .isPresent();
        if (isLate && jobs.isSettingUp(name)) {
            jobs.timeOut(name, limit);
        }
    }

    /** Another job of the node is interrupted first. A failed node is not asked to end by itself: nothing answers there. */
    private void remove(NodeRow row, Optional<JobKind> running, NodeOperations operations, Instant now) {
        if (running.isEmpty()) {
            boolean force = row.drain().force() || row.story().failed();
            remove(row.key(), row.machine(), force, operations, now);
        } else if (running.get() != JobKind.REMOVE) {
            jobs.interrupt(row.key().value());
        }
    }

    /** The head's own daemon is repaired when it is lost, and again if that did not bring it back. Until then its watchdog may restart it. */
    private boolean isRepairDue(NodeRow row, LoopObservation seen) {
        return row.key().isHead()
                && row.machine().isPresent()
                && seen.listening().mayActOn(row, seen.now())
                && (!deadlines.isStarted(row.key()) || deadlines.isOver(row.key(), seen.steady()));
    }

    /** An operator may have begun work there since it was drained, for example to find out why its set-up failed. */
    private static boolean mayRenew(NodeRow row, LoopObservation seen) {
        return row.isRenewing() && !row.story().failed() && row.machine().isPresent() && !seen.isBusy(row.key());
    }

    private void removeStrays(State state, NodeOperations operations, Instant now) {
        for (Machine stray : machines.strays(state)) {
            if (jobs.running(stray.key().value()).isEmpty()) {
                remove(stray.key(), Optional.of(stray), true, operations, now);
            }
        }
    }

    private void remove(NodeKey key, Optional<Machine> machine, boolean force, NodeOperations operations, Instant now) {
        int attempt = 1 + retries.failures(key.value(), JobKind.REMOVE);
        start(key, JobKind.REMOVE, now, () -> operations.remove(key, machine, force, attempt));
    }

    private void setUp(NodeRow row, JobKind kind, NodeOperations operations, Instant now) {
        start(row.key(), kind, now, () -> operations.setUp(row.machine().orElseThrow()));
    }

    private void start(NodeKey key, JobKind kind, Instant now, Callable<JobResult> work) {
        if (retries.mayStart(key.value(), kind, now)) {
            jobs.start(key.value(), kind, work);
        }
    }

    private void listMachines(State state, NodeOperations operations, Instant now) {
        if (machines.isListingDue(state, now) && jobs.running(LISTING).isEmpty()) {
            machines.beginListing(state, now);
            jobs.start(LISTING, JobKind.LIST, operations::list);
        }
    }

    /** A failure has no consequence: the work is repeated at the next interval. */
    private void maintainHosts(boolean isShort, NodeOperations operations, Instant now) {
        boolean isDue = maintainedAt
                .filter(last -> now.isBefore(last.plus(MAINTENANCE_INTERVAL)))
                .isEmpty();
        if (isDue && jobs.running(MAINTENANCE).isEmpty()) {
            maintainedAt = Optional.of(now);
            jobs.start(MAINTENANCE, JobKind.MAINTAIN, () -> operations.maintain(isShort));
        }
    }
}
