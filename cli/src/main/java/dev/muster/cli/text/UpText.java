package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.client.UpReport;
import dev.muster.core.NodeKey;
import dev.muster.core.Shell;
import java.util.ArrayList;
import java.util.List;

/** Formats the result of {@code up} for the terminal. */
public final class UpText {
    private static final int STEPS_SHOWN = 6;

    private final ColorMode paint;
    private final int columns;
    private final ClusterHints hints;

    public UpText(ColorMode paint, int columns, ClusterHints hints) {
        this.paint = paint;
        this.columns = columns;
        this.hints = hints;
    }

    public List<String> lines(UpReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        if (!report.engine().isNative()) {
            lines.add(TerminalText.printable("  engine " + report.engine().name() + " ("
                    + report.engine().reason() + ")"));
        }
        report.waiting().forEach(node -> addWaiting(node, lines));
        report.failed().forEach(node -> addFailed(node, lines));
        addSteps(report, lines);
        lines.add(next(report));
        return lines;
    }

    private String headline(UpReport report) {
        int all = Math.max(
                report.wanted(), report.ready().size() + report.waiting().size());
        String state = switch (report.outcome()) {
            case DONE ->
                report.ready().size() < report.wanted() && !report.failed().isEmpty()
                        ? paint.apply(Tone.BUSY, "is partly up")
                        : paint.apply(Tone.GOOD, "is up");
            case SOME_FAILED -> paint.apply(Tone.BUSY, "is partly up");
            case TOO_FEW -> paint.apply(Tone.BAD, "has too few nodes");
        };
        return paint.apply(Tone.STRONG, report.cluster()) + " " + state + ": "
                + report.ready().size() + " of " + Units.count(all, "node") + " ready in "
                + Units.time(report.elapsed());
    }

    private void addWaiting(UpReport.WaitingNode node, List<String> lines) {
        lines.add("  " + at(node.node(), node.host()) + ": not ready yet: " + TerminalText.printable(node.stepOrState())
                + node.stepTook().map(took -> " for " + Units.time(took)).orElse(""));
        node.step().ifPresent(step -> {
            lines.add("    log: " + logs(node.node(), step));
            if (!node.node().equals(NodeKey.HEAD.value())) {
                lines.add("    to end it: " + hints.command("drain", Shell.quote(node.node())));
            }
        });
    }

    private void addFailed(UpReport.FailedNode node, List<String> lines) {
        String step = node.step().isEmpty() ? "" : node.step() + " ";
        String code = node.exitCode().isPresent() ? "exited " + node.exitCode().getAsInt() : "failed";
        String message = node.message().isEmpty() ? "" : ": " + TerminalText.printable(node.message());
        lines.add("  " + paint.apply(Tone.BAD, at(node.node(), node.host())) + ": " + step + code + message);
        node.lastLines().forEach(line -> lines.add("      " + TerminalText.printable(line)));
        if (!node.log().isEmpty()) {
            lines.add("    log: " + logs(node.node(), node.step()));
        }
        if (!node.advice().isEmpty()) {
            lines.add("    next: " + TerminalText.printable(node.advice()));
        }
    }

    private String logs(String node, String step) {
        return hints.command("logs", Shell.quote(node) + (step.isEmpty() ? "" : " --step " + Shell.quote(step)));
    }

    private void addSteps(UpReport report, List<String> lines) {
        Table table = new Table(
                Column.text("STEP"),
                Column.number("NODES"),
                Column.number("SLOWEST"),
                Column.text("ON").cuttable());
        report.steps().stream()
                .limit(STEPS_SHOWN)
                .forEach(step -> table.row(
                        Cell.of(step.step()),
                        Cell.of(Integer.toString(step.nodes())),
                        Cell.of(Units.time(step.slowest())),
                        Cell.of(step.slowestNode())));
        if (!table.isEmpty()) {
            table.lines(columns - 2, paint).forEach(line -> lines.add("  " + line));
        }
    }

    private String next(UpReport report) {
        return report.outcome() == UpReport.Outcome.DONE
                ? "next: " + hints.command("status") + " · " + hints.command("exec", "--all -- hostname") + " · "
                        + hints.command("down")
                : "next: " + hints.command("status") + " · " + hints.command("explain") + " · to try again: "
                        + hints.command("up");
    }

    private static String at(String node, String host) {
        return TerminalText.printable(host.isEmpty() || host.equals(node) ? node : node + " (" + host + ")");
    }
}
