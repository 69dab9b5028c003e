package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.placement.ShapeText;
import dev.muster.core.status.EngineStatusView;
import dev.muster.core.status.EngineStatusView.EngineNode;
import dev.muster.core.status.EngineStatusView.NodeInEngine;
import dev.muster.core.status.EngineStatusView.PendingDemand;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Formats what {@code status} shows of the engine: one line, a line for each way in which it sees nodes otherwise, and what it needs. */
final class EngineText {
    private final EngineStatusView engine;
    private final String name;
    private final Map<NodeKey, NodeState> states;

    EngineText(StatusView view, EngineStatusView engine) {
        this.engine = engine;
        this.name = view.engine();
        this.states = view.nodes().stream().collect(Collectors.toMap(NodeStatus::name, NodeStatus::state, (a, _) -> a));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(TerminalText.printable(name + " (" + engine.reason() + "): " + summary()));
        if (engine.answers()) {
            addNodes(lines, "not part of " + name, this::isMissing);
            addNodes(lines, "draining in " + name, this::isDrainedByOthers);
            addNodes(lines, "alive in " + name + " only", this::isForeign);
        }
        return lines;
    }

    private String summary() {
        if (!engine.trouble().isEmpty()) {
            return "does not answer: " + engine.trouble();
        }
        if (!engine.seen()) {
            return "has not answered yet";
        }
        int pending = engine.pending().stream().mapToInt(PendingDemand::count).sum();
        return engine.alive() + " of " + Units.count(engine.nodes().size(), "node") + " alive"
                + (pending == 0 ? "" : ", " + Units.count(pending, "request") + " pending");
    }

    private void addNodes(List<String> lines, String what, Predicate<EngineNode> filter) {
        List<String> keys = engine.nodes().stream()
                .filter(filter)
                .map(node -> node.key().value())
                .toList();
        if (!keys.isEmpty()) {
            lines.add("  " + what + ": " + HostRanges.of(keys));
        }
    }

    private boolean isMissing(EngineNode node) {
        return node.state() == NodeInEngine.ABSENT && states.get(node.key()) == NodeState.READY;
    }

    private boolean isDrainedByOthers(EngineNode node) {
        return node.state() == NodeInEngine.DRAINING && states.get(node.key()) == NodeState.READY;
    }

    /** A node that just started is alive in the engine a moment before it is ready, so only lost and unknown ones count. */
    private boolean isForeign(EngineNode node) {
        NodeState state = states.get(node.key());
        return node.state() != NodeInEngine.ABSENT
                && (state == null || state == NodeState.LOST || state == NodeState.FAILED);
    }

    /** Returns an empty table if the engine needs nothing. */
    Table demand() {
        Table table = new Table(
                Column.number("COUNT"),
                Column.text("SHAPE").cuttable(),
                Column.text("KIND").cuttable());
        engine.pending()
                .forEach(demand -> table.row(
                        Cell.of(Integer.toString(demand.count())),
                        Cell.of(ShapeText.words(demand.shape())),
                        Cell.of(kind(demand))));
        return table;
    }

    private static String kind(PendingDemand demand) {
        return switch (demand.kind()) {
            case WAITING, REQUESTED -> demand.kind().wireName();
            case GANG -> "gang " + demand.gang();
        };
    }
}
