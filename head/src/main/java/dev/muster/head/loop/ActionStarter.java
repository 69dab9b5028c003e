package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.port.ClockReading;
import dev.muster.core.port.NodeProvider;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Starts what the rows ask for, after they are committed: it looks at the state and never at a decision, so after a restart it goes on where the last
 * head stopped.
 */
final class ActionStarter {
    private static final String LISTING = "*machines";
    private static final String UPKEEP = "*upkeep";
    private static final Duration KEEP_EVERY = Duration.ofSeconds(10);
    private static final Duration LIST_EVERY = Duration.ofSeconds(30);
    private static final Duration LIST_PENDING_EVERY = Duration.ofSeconds(1);

    private final BackgroundJobs lanes;
    private final LoopState memory;
    private final HeadTiming timing;
    private final Attention attention;
    private final ClockReading reading;
    private final Instant now;

    ActionStarter(
            BackgroundJobs lanes, LoopState memory, HeadTiming timing, Attention attention, ClockReading reading) {
        this.lanes = lanes;
        this.memory = memory;
        this.timing = timing;
        this.attention = attention;
        this.reading = reading;
        this.now = reading.steady();
    }

    void act(State state, NodeOperations work) {
        for (NodeRow row : state.openNodes()) {
            act(row, work);
        }
        strays(state, work);
        list(state, work);
        upkeep(work);
    }

    /** What fails of it is done again the next time. */
    private void upkeep(NodeOperations work) {
        boolean isDue = memory.keptAt
                .filter(last -> now.isBefore(last.plus(KEEP_EVERY)))
                .isEmpty();
        if (isDue && lanes.running(UPKEEP).isEmpty()) {
            memory.keptAt = Optional.of(now);
            lanes.start(UPKEEP, NodeJob.UPKEEP, now, work::upkeep);
        }
    }

    private void act(NodeRow row, NodeOperations work) {
        Optional<NodeJob> running = lanes.running(row.key().value());
        switch (row.state()) {
            case REQUESTED -> {
                if (row.machine().isEmpty() && running.isEmpty()) {
                    start(row.key(), NodeJob.CREATE, () -> work.create(row));
                }
            }
            case STARTING -> starting(row, running, work);
            case STOPPING -> {
                if (running.filter(stage -> stage != NodeJob.REMOVE).isPresent()) {
                    lanes.interrupt(row.key().value());
                } else if (running.isEmpty()) {
                    remove(row.key(), row.machine(), row.drain().force() || wasLost(row), work);
                }
            }
            case LOST -> {
                if (row.key().isHead() && running.isEmpty() && row.machine().isPresent() && isRepairDue(row)) {
                    setUp(row, NodeJob.REPAIR, work);
                }
            }
            case DRAINED -> {
                if (row.isRenewing() && running.isEmpty() && mayRenew(row)) {
                    setUp(row, NodeJob.RENEW, work);
                }
            }
            case READY, DRAINING, FAILED -> {}
        }
    }

    /** Nothing answers there that could be asked to end by itself. */
    private static boolean wasLost(NodeRow row) {
        return row.story().failed();
    }

    private void starting(NodeRow row, Optional<NodeJob> running, NodeOperations work) {
        if (row.key().isHead() || row.machine().isEmpty()) {
            return;
        }
        String name = row.key().value();
        if (running.isEmpty() && !memory.setUpAt.containsKey(row.key())) {
            setUp(row, NodeJob.SET_UP, work);
        } else if (running.isPresent()
                && lanes.since(name).filter(this::isTooLong).isPresent()
                && memory.tooLong.add(name)) {
            lanes.interrupt(name);
        }
    }

    private boolean isTooLong(Instant since) {
        return !now.isBefore(since.plus(timing.setUpLimit()));
    }

    /** Its own watchdog gets the first chance: it is repaired once it is lost, and again when that did not bring it back. */
    private boolean isRepairDue(NodeRow row) {
        Instant last = memory.setUpAt.get(row.key());
        return attention.mayActOn(row, reading) && (last == null || !now.isBefore(last.plus(timing.joinLimit())));
    }

    /** Machines that bear our mark and that no open node has: a late answer, or a crash of another time. */
    private void strays(State state, NodeOperations work) {
        for (Machine machine : memory.machines) {
            NodeKey key = machine.key();
            boolean isStray = !key.isHead() && !state.isLive(key) && machine.state() != Machine.State.GONE;
            if (isStray && lanes.running(key.value()).isEmpty()) {
                remove(key, Optional.of(machine), true, work);
            }
        }
    }

    private void remove(NodeKey key, Optional<Machine> machine, boolean force, NodeOperations work) {
        int attempt = 1 + memory.attempts.soFar(key.value(), NodeJob.REMOVE);
        start(key, NodeJob.REMOVE, () -> work.remove(key, machine, force, attempt));
    }

    /** An operator may have begun something there since it was drained: to look why its set-up failed, say. */
    private boolean mayRenew(NodeRow row) {
        return !row.story().failed() && row.machine().isPresent() && !memory.busy.contains(row.key());
    }

    private void setUp(NodeRow row, NodeJob stage, NodeOperations work) {
        start(row.key(), stage, () -> work.setUp(row.machine().orElseThrow()));
        if (lanes.running(row.key().value()).isPresent()) {
            memory.settingUp.add(row.key());
        }
    }

    private void start(NodeKey key, NodeJob stage, Callable<JobResult> work) {
        if (memory.attempts.mayStart(key.value(), stage, now)) {
            lanes.start(key.value(), stage, now, work);
        }
    }

    /** See {@link NodeProvider#machines}: asked again rather than believed once. */
    private void list(State state, NodeOperations work) {
        boolean isPending = state.openNodes().stream()
                .anyMatch(row ->
                        row.state() == NodeState.REQUESTED && row.machine().isPresent());
        Duration every = isPending ? LIST_PENDING_EVERY : LIST_EVERY;
        long version = state.config().map(AppliedConfig::version).orElse(0L);
        boolean isDue = memory.listedAt.isEmpty()
                || memory.listedVersion != version
                || !now.isBefore(memory.listedAt.get().plus(every));
        if (isDue && lanes.running(LISTING).isEmpty()) {
            memory.listedAt = Optional.of(now);
            memory.listedVersion = version;
            memory.removedMeanwhile.clear();
            lanes.start(LISTING, NodeJob.LIST, now, work::list);
        }
    }
}
