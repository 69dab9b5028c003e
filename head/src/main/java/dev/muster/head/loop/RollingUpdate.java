package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.node.NodeReport;
import dev.muster.core.status.EngineStatus;
import dev.muster.head.job.BackgroundJobs;
import dev.muster.head.registry.DaemonStatus;
import dev.muster.head.state.AppliedConfig;
import dev.muster.head.state.NodeRow;
import dev.muster.head.state.NodeRow.Drain;
import dev.muster.head.state.NodeRow.Reason;
import dev.muster.head.state.NodeRow.Story;
import dev.muster.head.state.StateChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets up workers again, in place, whose set-up differs from the config. They are drained first, a tenth of the workers at a time and at least one, idle
 * ones before busy ones. If the new set-up of a worker fails, the update stops: that worker is kept so that the failure can be examined, and the others
 * keep the set-up that works.
 */
public final class RollingUpdate {
    private static final int BATCHES = 10;
    private static final String WHY = "its set-up has changed: it is set up again when nothing runs on it";

    private static final String ENGINE_FAILED = "its engine failed: it is set up again";

    private static final String FAILED =
            "its new set-up failed: nothing is placed on it, and the other workers keep the set-up that they have";

    private final BackgroundJobs jobs;

    RollingUpdate(BackgroundJobs jobs) {
        this.jobs = jobs;
    }

    /** Returns the ready workers whose set-up differs from the config. */
    public static List<NodeRow> outdated(AppliedConfig config, List<NodeRow> open) {
        return open.stream()
                .filter(row -> row.state() == NodeState.READY)
                .filter(row -> row.drain().requestedBy().isEmpty() && config.isOutdated(row))
                .toList();
    }

    /** Drains all outdated workers at once ({@code --now}). Running work still ends first. */
    public static void beginAll(StateChange draft, AppliedConfig config, Instant wall) {
        NodeChanges changes = new NodeChanges(draft, wall);
        outdated(config, draft.state().openNodes()).forEach(row -> begin(changes, row, WHY));
    }

    /** Returns the ready workers whose engine failed and has not been ready since, for example because a file of it is missing. */
    public static List<NodeRow> withFailedEngine(Map<NodeKey, DaemonStatus> daemons, List<NodeRow> open) {
        return open.stream()
                .filter(row -> !row.key().isHead() && row.state() == NodeState.READY)
                .filter(row -> row.drain().requestedBy().isEmpty())
                .filter(row -> Optional.ofNullable(daemons.get(row.key()))
                        .flatMap(DaemonStatus::report)
                        .flatMap(NodeReport::engine)
                        .filter(EngineStatus::hasFailed)
                        .isPresent())
                .toList();
    }

    /** Sets workers up again whose engine failed, all at once: nothing of the engine runs there. */
    public static void beginRepairs(StateChange draft, Map<NodeKey, DaemonStatus> daemons, Instant wall) {
        NodeChanges changes = new NodeChanges(draft, wall);
        withFailedEngine(daemons, draft.state().openNodes()).forEach(row -> begin(changes, row, ENGINE_FAILED));
    }

    /** Lets failed set-ups be attempted again, because an operator applied a config. */
    public static void retryFailed(StateChange draft) {
        draft.openNodes().stream()
                .filter(row -> row.isRenewing() && row.story().failed())
                .forEach(row -> draft.put(row.withStory(new Story(Reason.of(WHY), "", false))));
    }

    void advance(NodeChanges changes, AppliedConfig config, LoopObservation seen) {
        cancelForRemovedTypes(changes, config);
        List<NodeRow> open = changes.draft().state().openNodes();
        List<NodeRow> renewing = open.stream().filter(NodeRow::isRenewing).toList();
        if (renewing.stream().noneMatch(row -> row.story().failed())) {
            outdated(config, open).stream()
                    .filter(row -> !jobs.isSettingUp(row.key().value()))
                    .sorted(Comparator.comparing(row -> seen.isBusy(row.key())))
                    .limit(Math.max(0, batchSize(open) - renewing.size()))
                    .forEach(row -> begin(changes, row, WHY));
        }
    }

    private static void cancelForRemovedTypes(NodeChanges changes, AppliedConfig config) {
        changes.draft().openNodes().stream()
                .filter(row -> row.isRenewing() && !config.recipes().containsKey(row.type()))
                .forEach(row -> changes.draft().put(row.withDrain(Drain.NONE)));
    }

    private static int batchSize(List<NodeRow> open) {
        long up = open.stream()
                .filter(row -> !row.key().isHead() && (row.state() == NodeState.READY || row.isRenewing()))
                .count();
        return (int) Math.max(1, up / BATCHES);
    }

    private static void begin(NodeChanges changes, NodeRow row, String why) {
        changes.become(row.withDrain(Drain.RENEWAL), NodeState.DRAINING, why);
    }

    static void recordDone(NodeChanges changes, NodeRow row) {
        changes.become(row.withDrain(Drain.NONE).withError(""), NodeState.READY, "set up again");
    }

    /** Writes it to the journal as a failure of the node, so that an operator who waits for {@code up} sees it. */
    static void recordFailure(NodeChanges changes, NodeRow row, String error) {
        changes.draft().put(row.withStory(new Story(Reason.of(FAILED), error, true)));
        Map<String, String> details = Map.of(
                "type", row.type(), "host", row.machine().map(Machine::host).orElse(""), "retryable", "false");
        changes.draft()
                .write(Event.ofNode(
                                changes.wall(),
                                row.key(),
                                NodeState.FAILED,
                                FAILED + ": " + error.lines().findFirst().orElse(""))
                        .withDetails(details));
    }
}
