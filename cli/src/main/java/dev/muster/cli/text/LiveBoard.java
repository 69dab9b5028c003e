package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The live view of {@code up} and {@code down}: one line per node, from the events so far. It is not safe for use by several threads. */
public final class LiveBoard {
    private static final int ACTIVITY_WIDTH = 24;
    private static final int LEAST_MESSAGE = 8;
    /** The rows that stay free: the cursor's line, and the line above the view. */
    private static final int FREE_ROWS = 2;

    private static final Set<NodeState> FINAL = EnumSet.of(NodeState.READY, NodeState.STOPPING);

    private final SortedMap<NodeKey, Row> rows = new TreeMap<>();

    /**
     * A node.
     *
     * @param event its newest event
     * @param began when its first event was shown
     */
    private record Row(Event event, Instant began) {
        boolean isFailed() {
            return event.stepState().filter(state -> state == StepState.FAILED).isPresent()
                    || event.nodeState()
                            .filter(state -> state == NodeState.FAILED)
                            .isPresent();
        }

        boolean isRunning() {
            return event.stepState().filter(state -> state == StepState.STARTED).isPresent();
        }

        /** Whether no further event is expected. */
        boolean isFinished() {
            return isFailed() || event.nodeState().filter(FINAL::contains).isPresent();
        }

        /** For example {@code setup running}, {@code setup done} or {@code ready}. */
        String activity() {
            String shown = isRunning() ? "running" : event.state();
            return event.step().map(step -> step + " " + shown).orElse(shown);
        }

        /** A step that has ended says nothing about how long the node has been busy. A node that is ready shows how long that took. */
        String time(Instant now) {
            if (event.nodeState().equals(Optional.of(NodeState.READY))
                    && event.at().isAfter(began)) {
                return Units.time(Duration.between(began, event.at()));
            }
            boolean isOver = isFinished() || event.step().isPresent() && !isRunning();
            return isOver ? "" : Units.time(Duration.between(event.at(), now));
        }
    }

    public void add(Event event) {
        event.node()
                .ifPresent(node -> rows.merge(
                        node, new Row(event, event.at()), (before, next) -> new Row(next.event(), before.began())));
    }

    /** If not all rows fit into the window, those that are busy or failed are shown first. */
    public List<String> lines(Instant now, int windowRows, int columns, ColorMode paint) {
        int room = Math.max(1, windowRows - FREE_ROWS);
        List<NodeKey> shown = new ArrayList<>(rows.keySet());
        if (shown.size() > room) {
            shown.removeIf(node -> rows.get(node) instanceof Row row && row.isFinished() && !row.isFailed());
            shown = shown.subList(0, Math.min(shown.size(), room - 1));
        }
        List<String> lines = new ArrayList<>();
        for (NodeKey node : shown) {
            Row row = rows.get(node);
            if (row != null) {
                lines.add(line(node, row, now, columns, paint));
            }
        }
        if (shown.size() < rows.size()) {
            lines.add(
                    "  and " + (rows.size() - shown.size()) + " more, " + finished() + " of " + rows.size() + " done");
        }
        return lines;
    }

    private long finished() {
        return rows.values().stream().filter(Row::isFinished).count();
    }

    private String line(NodeKey node, Row row, Instant now, int columns, ColorMode paint) {
        String front = "  " + Width.padRight(node.value(), keyWidth()) + "  ";
        String middle =
                Width.padRight(Width.cut(TerminalText.printable(row.activity()), ACTIVITY_WIDTH), ACTIVITY_WIDTH);
        String rest = Width.padLeft(row.time(now), 8) + "  "
                + TerminalText.printable(row.event().message());
        int room = columns - Width.of(front) - Width.of(middle) - 1;
        String painted = paint.apply(Tone.of(row.event()), middle);
        return (front + painted + Width.cut(rest, Math.max(LEAST_MESSAGE, room))).stripTrailing();
    }

    private int keyWidth() {
        return rows.keySet().stream()
                .mapToInt(node -> node.value().length())
                .max()
                .orElse(0);
    }
}
