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

/** What each node is doing, from the events so far: a value to draw, one line per node. Not safe for several threads. */
public final class LiveBoard {
    private static final int DOING = 24;

    private final SortedMap<NodeKey, Row> rows = new TreeMap<>();

    /** @param ended whether nothing more is expected of it */
    private record Row(String doing, String state, Instant since, String message, boolean ended) {}

    public void hear(Event event) {
        event.node().ifPresent(node -> rows.put(node, row(event)));
    }

    private static Row row(Event event) {
        String doing = event.step().orElse("");
        boolean ended =
                event.step().isEmpty() && isEnd(event.state()) || event.state().equals("failed");
        return new Row(doing, event.state(), event.at(), event.message(), ended);
    }

    private static boolean isEnd(String state) {
        return state.equals("ready") || state.equals("stopping") || state.equals("gone");
    }

    /** Those that run and those that failed first, where not all fit. */
    public List<String> lines(Instant now, int rowsOfWindow, int columns, ColorMode paint) {
        int room = Math.max(1, rowsOfWindow - 2);
        List<NodeKey> shown = new ArrayList<>(rows.keySet());
        if (shown.size() > room) {
            shown.removeIf(node -> rows.get(node) instanceof Row row
                    && row.ended()
                    && !row.state().equals("failed"));
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
            lines.add("  and " + (rows.size() - shown.size()) + " more, " + ended() + " of " + rows.size() + " done");
        }
        return lines;
    }

    private long ended() {
        return rows.values().stream().filter(Row::ended).count();
    }

    private String line(NodeKey node, Row row, Instant now, int columns, ColorMode paint) {
        String time = row.ended() ? "" : Units.time(Duration.between(row.since(), now));
        String doing = row.doing().isEmpty() ? row.state() : row.doing() + " " + row.state();
        String front = "  " + Width.padRight(node.value(), keyWidth()) + "  ";
        String middle = Width.padRight(Width.cut(TerminalText.printable(doing), DOING), DOING);
        String rest = Width.padLeft(time, 8) + "  " + TerminalText.printable(row.message());
        int room = columns - Width.of(front) - Width.of(middle) - 1;
        String painted = paint.apply(Tone.ofWord(row.state()), middle);
        return (front + painted + Width.cut(rest, Math.max(8, room))).stripTrailing();
    }

    private int keyWidth() {
        return rows.keySet().stream()
                .mapToInt(node -> node.value().length())
                .max()
                .orElse(0);
    }
}
