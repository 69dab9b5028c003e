package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.client.DownReport;
import dev.muster.core.status.HostCheck;
import java.util.ArrayList;
import java.util.List;

/** Formats the result of {@code down} for the terminal: what was checked on each host. */
public final class DownText {
    private final ColorMode paint;
    private final int columns;

    public DownText(ColorMode paint, int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    public List<String> lines(DownReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        Table table = new Table(
                Column.text("HOST"),
                Column.text("NODES").cuttable(),
                Column.text("RESULT"),
                Column.text("CHECKED").cuttable());
        for (HostCheck host : report.hosts()) {
            table.row(
                    Cell.of(host.host()),
                    Cell.of(String.join(", ", host.nodes())),
                    new Cell(host.result().wireName(), tone(host.result())),
                    Cell.of(String.join(", ", host.checked())));
        }
        if (!table.isEmpty()) {
            table.lines(columns - 2, paint).forEach(line -> lines.add("  " + line));
        }
        report.hosts().forEach(host -> leftovers(host, lines));
        report.notes().forEach(note -> lines.add("  note: " + TerminalText.printable(note)));
        return lines;
    }

    private String headline(DownReport report) {
        String cluster = paint.apply(Tone.STRONG, report.cluster());
        String time = " (" + Units.time(report.elapsed()) + ")";
        if (!report.isClean()) {
            String what = report.keptNodes().isEmpty() ? "is not down everywhere" : "still has workers that were to go";
            return cluster + " " + paint.apply(Tone.BAD, what) + time;
        }
        String kept = report.keptNodes().isEmpty()
                ? "is down: nothing is left on " + Units.count(report.hosts().size(), "host")
                : "keeps " + String.join(", ", report.keptNodes()) + "; " + gone(report);
        return cluster + " " + paint.apply(Tone.GOOD, kept) + time;
    }

    private static String gone(DownReport report) {
        int nodes =
                report.hosts().stream().mapToInt(host -> host.nodes().size()).sum();
        return switch (nodes) {
            case 0 -> "no worker had to go";
            case 1 -> "1 worker is gone";
            default -> nodes + " workers are gone";
        };
    }

    private static void leftovers(HostCheck host, List<String> lines) {
        if (!host.message().isEmpty()) {
            lines.add("  " + host.host() + ": " + TerminalText.printable(host.message()));
        }
        host.leftovers()
                .forEach(left -> lines.add("  " + host.host() + ": still there: " + TerminalText.printable(left)));
    }

    private static Tone tone(HostCheck.Result result) {
        return switch (result) {
            case CLEAN -> Tone.GOOD;
            case LEFTOVERS, UNREACHABLE -> Tone.BAD;
        };
    }
}
