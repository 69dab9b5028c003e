package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.config.Workload;
import dev.muster.simulator.SimulationResult;
import dev.muster.simulator.SimulationResult.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Formats the result of {@code simulate} for the terminal. */
public final class SimulationText {
    private static final int MAX_ROWS = 24;

    private SimulationText() {}

    public static String headline(Workload workload) {
        return "simulated " + clock(workload.length()) + " with seed " + workload.seed();
    }

    /** Has one column for each run and, for two runs, a column with the difference. */
    public static Table figures(List<SimulationRun> runs) {
        List<Column> columns = new ArrayList<>();
        columns.add(Column.text(""));
        runs.forEach(run -> columns.add(Column.text(run.setting())));
        if (runs.size() == 2) {
            columns.add(Column.text("DIFFERENCE"));
        }
        Table table = new Table(columns.toArray(Column[]::new));
        addRow(table, runs, "node hours", SimulationResult::nodeHours, SimulationText::hours);
        addRow(table, runs, "share of them busy", SimulationResult::busyShare, SimulationText::share);
        addRow(table, runs, "peak machines", SimulationResult::peakMachines, SimulationText::count);
        addRow(table, runs, "launches", SimulationResult::launches, SimulationText::count);
        addRow(table, runs, "failures", SimulationResult::failures, SimulationText::count);
        addWait(table, runs, "waiting p50", SimulationResult.Waiting::p50);
        addWait(table, runs, "waiting p95", SimulationResult.Waiting::p95);
        addWait(table, runs, "longest waiting", SimulationResult.Waiting::longest);
        addRow(table, runs, "tasks started", result -> result.waiting().started(), SimulationText::count);
        addRow(table, runs, "tasks never started", result -> result.waiting().unstarted(), SimulationText::count);
        return table;
    }

    /** Returns a line for each kind of task that still waited at the end, with the reason. */
    public static List<String> neverStarted(SimulationRun run) {
        return run.result().unmet().stream()
                .map(unmet -> "never started: " + unmet.count() + " x "
                        + Units.resources(unmet.shape().resources()) + ": "
                        + TerminalText.printable(unmet.reason().text()))
                .toList();
    }

    /** A run in which no task started says nothing about how long tasks wait. */
    private static void addWait(
            Table table, List<SimulationRun> runs, String name, Function<SimulationResult.Waiting, Duration> figure) {
        addRow(
                table,
                runs,
                name,
                result -> result.waiting().started() == 0 ? Double.NaN : seconds(figure.apply(result.waiting())),
                SimulationText::time);
    }

    private static void addRow(
            Table table,
            List<SimulationRun> runs,
            String name,
            ToDoubleFunction<SimulationResult> figure,
            Function<Double, String> format) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(name));
        double[] figures = runs.stream()
                .mapToDouble(run -> figure.applyAsDouble(run.result()))
                .toArray();
        for (double value : figures) {
            cells.add(Cell.of(format.apply(value)));
        }
        if (figures.length == 2) {
            double more = figures[1] - figures[0];
            String sign = more > 0 ? "+" : more < 0 ? "-" : "";
            cells.add(Cell.of(sign + format.apply(Math.abs(more))));
        }
        table.row(cells.toArray(Cell[]::new));
    }

    /** Has at most 24 rows, evenly spaced in time. JSON and CSV output have every change. */
    public static Table timeline(SimulationRun run) {
        Table table = new Table(
                Column.text("TIME"),
                Column.number("MACHINES"),
                Column.number("STARTING"),
                Column.number("READY"),
                Column.number("DRAINING"),
                Column.number("TASKS WAITING"),
                Column.number("RUNNING"));
        for (Point point : shown(run.result())) {
            table.row(
                    Cell.of(clock(point.at())),
                    Cell.of(Integer.toString(point.machines())),
                    Cell.of(Integer.toString(point.starting())),
                    Cell.of(Integer.toString(point.ready())),
                    Cell.of(Integer.toString(point.draining())),
                    Cell.of(Integer.toString(point.waitingTasks())),
                    Cell.of(Integer.toString(point.runningTasks())));
        }
        return table;
    }

    private static List<Point> shown(SimulationResult result) {
        List<Point> all = result.timeline();
        if (all.size() <= MAX_ROWS) {
            return all;
        }
        Duration length = all.getLast().at();
        List<Point> shown = new ArrayList<>();
        for (int i = 0; i < MAX_ROWS; i++) {
            Duration at = length.multipliedBy(i).dividedBy(MAX_ROWS - 1);
            Point held = result.at(at);
            shown.add(new Point(
                    at,
                    held.machines(),
                    held.starting(),
                    held.ready(),
                    held.draining(),
                    held.waitingTasks(),
                    held.runningTasks()));
        }
        return shown;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private static String hours(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value * 100);
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String time(double value) {
        return Double.isNaN(value) ? "-" : Units.time(Duration.ofMillis(Math.round(value * 1000)));
    }

    /** Returns hours, minutes and seconds, such as {@code 26:03:07}. */
    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
