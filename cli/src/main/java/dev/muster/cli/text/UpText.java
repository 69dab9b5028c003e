package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.client.UpReport;
import dev.muster.core.NodeState;
import java.util.ArrayList;
import java.util.List;

/** How {@code up} ended, for people. */
public final class UpText {
    private static final int STEPS_SHOWN = 6;

    private final ColorMode paint;
    private final int columns;

    public UpText(ColorMode paint, int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    public List<String> lines(UpReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(report));
        report.waiting().forEach(node -> waiting(node, lines));
        report.failed().forEach(node -> failed(node, lines));
        steps(report, lines);
        next(report, lines);
        return lines;
    }

    private String headline(UpReport report) {
        int all = report.ready().size()
                + report.waiting().size()
                + report.failed().size();
        String state = switch (report.outcome()) {
            case DONE -> paint.apply(Tone.GOOD, "is up");
            case SOME_FAILED -> paint.apply(Tone.BUSY, "is up, but not whole");
            case TOO_FEW -> paint.apply(Tone.BAD, "has too few nodes");
        };
        return paint.apply(Tone.STRONG, report.cluster()) + " " + state + ": "
                + report.ready().size() + " of " + Units.count(all, "node") + " ready in "
                + Units.time(report.elapsed());
    }

    private static void waiting(UpReport.WaitingNode node, List<String> lines) {
        lines.add("  " + at(node.node(), node.host()) + ": on its way, " + node.doing());
        if (NodeState.find(node.doing()).isEmpty()) {
            lines.add("    what it does: cluster logs " + node.node() + " --step " + node.doing());
        }
    }

    private void failed(UpReport.FailedNode node, List<String> lines) {
        String step = node.step().isEmpty() ? "" : node.step() + " ";
        String code = node.exitCode().isPresent() ? "exited " + node.exitCode().getAsInt() + ": " : "failed: ";
        lines.add("  " + paint.apply(Tone.BAD, at(node.node(), node.host())) + ": " + step + code
                + TerminalText.printable(message(node)));
        node.lastLines().forEach(line -> lines.add("      " + TerminalText.printable(line)));
        if (!node.log().isEmpty()) {
            lines.add("    the whole log: " + node.log());
        }
        if (!node.advice().isEmpty()) {
            lines.add("    next: " + TerminalText.printable(node.advice()));
        }
    }

    /** Without what the line says already: events of a step name node, step and exit code themselves. */
    private static String message(UpReport.FailedNode node) {
        String said = node.node() + ": '" + node.step() + "' exited "
                + node.exitCode().orElse(0) + ": ";
        return node.message().startsWith(said) ? node.message().substring(said.length()) : node.message();
    }

    private void steps(UpReport report, List<String> lines) {
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

    private static void next(UpReport report, List<String> lines) {
        if (report.outcome() == UpReport.Outcome.DONE) {
            lines.add("next: cluster status · cluster exec --all -- hostname · cluster down");
        } else {
            lines.add("next: cluster status shows what goes on; cluster up again goes on from here");
        }
    }

    private static String at(String node, String host) {
        return host.isEmpty() || host.equals(node) ? node : node + " (" + host + ")";
    }
}
