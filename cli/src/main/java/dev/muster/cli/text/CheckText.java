package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.client.CheckReport;
import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Formats the findings of {@code check} for the terminal: the worst first, with long sentences wrapped and commands kept on one line. */
public final class CheckText {
    private static final int GAP = 2;
    private static final int WIDEST_HOSTS = 28;
    private static final int LEAST_TEXT = 30;

    private final ColorMode paint;
    private final int columns;
    private final Depth depth;

    /** Which findings are shown one by one. */
    public enum Depth {
        FINDINGS,
        /** Includes the checks that passed. */
        ALL
    }

    public CheckText(ColorMode paint, int columns, Depth depth) {
        this.paint = paint;
        this.columns = columns;
        this.depth = depth;
    }

    public List<String> lines(CheckReport report) {
        List<Finding> shown = report.findings().stream()
                .filter(finding -> depth == Depth.ALL || finding.severity() != Severity.OK)
                .toList();
        int check = shown.stream()
                .mapToInt(finding -> Width.of(finding.check()))
                .max()
                .orElse(0);
        int hosts = shown.stream()
                .mapToInt(finding -> Width.of(hosts(finding, report)))
                .filter(width -> width <= WIDEST_HOSTS)
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        shown.forEach(finding -> addFinding(finding, report, check, hosts, lines));
        if (depth == Depth.FINDINGS) {
            addPassed(report, lines);
        }
        return lines;
    }

    private String headline(CheckReport report) {
        String counts = List.of(Severity.PROBLEM, Severity.WARNING, Severity.NOTE).stream()
                .filter(severity -> report.count(severity) > 0)
                .map(severity ->
                        paint.apply(tone(severity), Units.count((int) report.count(severity), severity.wireName())))
                .collect(Collectors.joining(", "));
        String result = switch (report.outcome()) {
            case FINE -> paint.apply(Tone.GOOD, "all hosts are fine");
            case SOME_HOSTS -> paint.apply(Tone.BUSY, "the cluster would come up, but without some hosts");
            case NO_CLUSTER -> paint.apply(Tone.BAD, "the cluster would not come up");
        };
        return paint.apply(Tone.STRONG, report.cluster()) + ": " + result + " ("
                + Units.count(report.hosts().size(), "host") + " checked in " + Units.time(report.elapsed()) + ")"
                + (counts.isEmpty() ? "" : ": " + counts);
    }

    private void addFinding(Finding finding, CheckReport report, int check, int hosts, List<String> lines) {
        String severity = finding.severity().wireName();
        String who = hosts(finding, report);
        String start = "  " + paint.apply(tone(finding.severity()), severity) + space(severity, 7 + GAP)
                + TerminalText.printable(finding.check()) + space(finding.check(), check + GAP) + who;
        int indent = 2 + 7 + GAP + check + GAP + hosts + GAP;
        boolean fits = Width.of(who) <= hosts && columns - indent >= LEAST_TEXT;
        int margin = fits ? indent : 2 + 7 + GAP;
        List<String> text = wrapped(TerminalText.printable(finding.text()), columns - margin);
        if (fits) {
            lines.add(start + space(who, hosts + GAP) + text.getFirst());
        } else {
            lines.add(start);
            lines.add(" ".repeat(margin) + text.getFirst());
        }
        text.stream().skip(1).forEach(line -> lines.add(" ".repeat(margin) + line));
        if (!finding.fix().isEmpty()) {
            lines.add(" ".repeat(margin) + paint.apply(Tone.FAINT, "-> " + TerminalText.printable(finding.fix())));
        }
    }

    /** Adds the names of the checks that passed on every host. */
    private void addPassed(CheckReport report, List<String> lines) {
        Set<String> found = report.findings().stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .map(Finding::check)
                .collect(Collectors.toSet());
        String checks = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.OK && !found.contains(finding.check()))
                .map(Finding::check)
                .collect(Collectors.joining(", "));
        if (!checks.isEmpty()) {
            List<String> text = wrapped(checks, columns - 2 - 7 - GAP);
            lines.add("  " + paint.apply(Tone.GOOD, "ok") + " ".repeat(5 + GAP) + text.getFirst());
            text.stream().skip(1).forEach(line -> lines.add(" ".repeat(2 + 7 + GAP) + line));
        }
    }

    private static String hosts(Finding finding, CheckReport report) {
        long all = report.hosts().stream()
                .map(CheckReport.HostLine::host)
                .distinct()
                .count();
        return all > 2 && finding.hosts().size() == all
                ? "all " + all + " hosts"
                : TerminalText.printable(HostRanges.of(finding.hosts()));
    }

    private static String space(String text, int width) {
        return " ".repeat(Math.max(1, width - Width.of(text)));
    }

    /** Breaks the text at spaces. A word that is longer than a line is not broken. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && Width.of(line + " " + word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    private static Tone tone(Severity severity) {
        return switch (severity) {
            case OK -> Tone.GOOD;
            case NOTE -> Tone.PLAIN;
            case WARNING -> Tone.BUSY;
            case PROBLEM -> Tone.BAD;
        };
    }
}
