package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.client.DownPlanView;
import dev.muster.client.UpPlanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats a plan of {@code up} or {@code down} for the terminal. */
public final class PlanText {
    private final ColorMode paint;
    private final int columns;

    public PlanText(ColorMode paint, int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    public List<String> up(UpPlanView plan) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.apply(Tone.STRONG, plan.cluster()) + ": provider " + plan.provider() + ", engine "
                + plan.engine() + (plan.engineReason().isEmpty() ? "" : " (" + plan.engineReason() + ")"));
        upTable(plan).lines(columns - 2, paint).forEach(line -> lines.add("  " + line));
        plan.changes().forEach(change -> lines.add("  change: " + TerminalText.printable(change)));
        plan.notes().forEach(note -> lines.add("  note: " + TerminalText.printable(note)));
        lines.add(plan.isEmpty() ? "nothing to do" : "total: " + counts(plan));
        return lines;
    }

    private static Table upTable(UpPlanView plan) {
        Table table = new Table(
                Column.text("NODE"),
                Column.text("TYPE").droppable(),
                Column.text("HOST"),
                Column.text("ACTION"),
                Column.text("REASON").cuttable());
        Map<UpPlanView.NodeLine, Integer> lines = new LinkedHashMap<>();
        plan.nodes().forEach(line -> lines.merge(line, 1, Integer::sum));
        lines.forEach((line, count) -> {
            table.row(
                    Cell.of(count == 1 ? line.node() : count + " x " + line.node()),
                    Cell.of(line.type()),
                    Cell.of(line.host()),
                    new Cell(line.action().describe(), tone(line.action())),
                    Cell.of(line.reason()));
        });
        return table;
    }

    private static String counts(UpPlanView plan) {
        List<String> counts = new ArrayList<>();
        for (UpPlanView.Action action : UpPlanView.Action.values()) {
            long count = plan.nodes().stream()
                    .filter(line -> line.action() == action)
                    .count();
            if (count > 0) {
                counts.add(count + " to " + action.describe());
            }
        }
        if (!plan.changes().isEmpty()) {
            counts.add(Units.count(plan.changes().size(), "change"));
        }
        return String.join(", ", counts);
    }

    private static Tone tone(UpPlanView.Action action) {
        return switch (action) {
            case CREATE, SET_UP -> Tone.GOOD;
            case RESTART, DRAIN -> Tone.BUSY;
            case REMOVE -> Tone.BAD;
            case KEEP -> Tone.FAINT;
        };
    }

    public List<String> down(DownPlanView plan) {
        List<String> lines = new ArrayList<>();
        if (!plan.isUp()) {
            lines.add(plan.cluster() + " is not up: nothing to do");
        } else if (plan.isEmpty()) {
            lines.add(plan.cluster() + ": no worker has to go");
        } else {
            lines.add(paint.apply(Tone.STRONG, plan.cluster()) + ": "
                    + Units.count(plan.nodes().size(), "node") + " will be stopped and cleaned");
        }
        Table table = new Table(
                Column.text("NODE"), Column.text("HOST"), Column.text("STATE").cuttable());
        plan.nodes().forEach(line -> table.row(Cell.of(line.node()), Cell.of(line.host()), Cell.of(line.state())));
        if (!table.isEmpty()) {
            table.lines(columns - 2, paint).forEach(line -> lines.add("  " + line));
        }
        plan.notes().forEach(note -> lines.add("  note: " + TerminalText.printable(note)));
        return lines;
    }
}
