package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The live view of {@code up} and {@code down}: one line per node, from the events so far. It is not safe for use by several threads. */
public final class LiveBoard {
    private static final int ACTIVITY_WIDTH = 24;
    private static final int LEAST_MESSAGE = 8;
    /** The rows that stay free: the cursor's line, and the line above the view. */
    private static final int FREE_ROWS = 2;

    private final SortedMap<NodeKey, Row> rows = new TreeMap<>();

    /**
     * @param step the step that the event is about; empty for an event about the node
     * @param isFinished whether no further event is expected
     */
    private record Row(String step, String state, Instant since, String message, boolean isFinished) {
        boolean isFailed() {
            return state.equals("failed");
        }

        boolean isRunning() {
            return state.equals("started");
        }

        /** For example {@code setup running}, {@code setup done} or {@code ready}. */
        String activity() {
            String shown = isRunning() ? "running" : state;
            return step.isEmpty() ? shown : step + " " + shown;
        }

        /** A step that has ended says nothing about how long the node has been busy. */
        String time(Instant now) {
            return isFinished || !step.isEmpty() && !isRunning() ? "" : Units.time(Duration.between(since, now));
        }
    }

    public void add(Event event) {
        event.node().ifPresent(node -> rows.put(node, row(event)));
    }

    private static Row row(Event event) {
        String step = event.step().orElse("");
        boolean isFinished =
                step.isEmpty() && isFinal(event.state()) || event.state().equals("failed");
        return new Row(step, event.state(), event.at(), event.message(), isFinished);
    }

    private static boolean isFinal(String state) {
        return state.equals("ready") || state.equals("stopping") || state.equals("gone");
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
        String rest = Width.padLeft(row.time(now), 8) + "  " + TerminalText.printable(row.message());
        int room = columns - Width.of(front) - Width.of(middle) - 1;
        String painted = paint.apply(Tone.ofState(row.state()), middle);
        return (front + painted + Width.cut(rest, Math.max(LEAST_MESSAGE, room))).stripTrailing();
    }

    private int keyWidth() {
        return rows.keySet().stream()
                .mapToInt(node -> node.value().length())
                .max()
                .orElse(0);
    }
}
