package dev.muster.head.loop;

import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
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
 * Workers whose set-up is not what the config says any more are set up again in place: drained first, a tenth of the workers at once (one at least), idle
 * ones before busy ones. A worker whose new set-up fails stops all this: it is kept as evidence, and the others keep what works.
 */
public final class RollingUpdate {
    private static final int SHARE = 10;
    private static final String WHY = "its set-up has changed: it is set up again when nothing runs on it";

    private static final String STOPPED =
            "its new set-up failed: nothing is placed on it, and the other workers keep the set-up that they have";

    private final NodeChanges changes;
    private final LoopState memory;

    RollingUpdate(NodeChanges changes, LoopState memory) {
        this.changes = changes;
        this.memory = memory;
    }

    /** Those that are up and were set up by another recipe. */
    public static List<NodeRow> outdated(AppliedConfig config, List<NodeRow> open) {
        return open.stream()
                .filter(row -> row.state() == NodeState.READY)
                .filter(row -> row.drain().askedBy().isEmpty() && config.isOutdated(row))
                .toList();
    }

    /** All at once ({@code --now}), but none under running work. */
    public static void beginAll(StateChange draft, AppliedConfig config, Instant wall) {
        NodeChanges changes = new NodeChanges(draft, wall);
        outdated(config, draft.state().openNodes()).forEach(row -> begin(changes, row));
    }

    /** An operator brought a config: what failed is tried again. */
    public static void forgive(StateChange draft) {
        draft.openNodes().stream()
                .filter(row -> row.isRenewing() && row.story().failed())
                .forEach(row -> draft.put(row.withStory(new Story(Reason.of(WHY), "", false))));
    }

    void fold(AppliedConfig config, Map<NodeKey, DaemonStatus> live) {
        changes.draft().openNodes().stream()
                .filter(row -> row.isRenewing() && !config.recipes().containsKey(row.type()))
                .forEach(row -> changes.draft().put(row.withDrain(Drain.NONE)));
        List<NodeRow> open = changes.draft().state().openNodes();
        List<NodeRow> renewing = open.stream().filter(NodeRow::isRenewing).toList();
        if (renewing.stream().noneMatch(row -> row.story().failed())) {
            outdated(config, open).stream()
                    .filter(row -> !memory.settingUp.contains(row.key()))
                    .sorted(Comparator.comparing(row -> isBusy(live, row)))
                    .limit(Math.max(0, batch(open) - renewing.size()))
                    .forEach(row -> begin(changes, row));
        }
    }

    private static boolean isBusy(Map<NodeKey, DaemonStatus> live, NodeRow row) {
        return Optional.ofNullable(live.get(row.key()))
                .filter(DaemonStatus::isBusy)
                .isPresent();
    }

    private static int batch(List<NodeRow> open) {
        long up = open.stream()
                .filter(row -> !row.key().isHead() && (row.state() == NodeState.READY || row.isRenewing()))
                .count();
        return (int) Math.max(1, up / SHARE);
    }

    private static void begin(NodeChanges changes, NodeRow row) {
        changes.become(row.withDrain(Drain.RENEWAL), NodeState.DRAINING, WHY);
    }

    void done(NodeRow row) {
        changes.become(row.withDrain(Drain.NONE).withError(""), NodeState.READY, "set up again");
    }

    /** Told as a failure of the node, so that whoever follows an 'up' sees it. */
    void failed(NodeRow row, String error) {
        changes.draft().put(row.withStory(new Story(Reason.of(STOPPED), error, true)));
        Map<String, String> details = Map.of(
                "type", row.type(), "host", row.machine().map(Machine::host).orElse(""), "retryable", "false");
        changes.draft()
                .write(Event.ofNode(changes.wall(), row.key(), NodeState.FAILED, STOPPED + ": " + error)
                        .withDetails(details));
    }
}
