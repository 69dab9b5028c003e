package dev.muster.cli.json;

import dev.muster.cli.text.SimulationRun;
import dev.muster.simulator.SimulationResult.Point;
import java.util.List;
import java.util.stream.Stream;

/** The CSV of {@code simulate}: the timeline of every run, with a row for each change. */
public final class SimulationCsv {
    private SimulationCsv() {}

    public static Stream<String> lines(List<SimulationRun> runs) {
        return Stream.concat(
                Stream.of("setting,seconds,machines,starting,ready,draining,tasks_waiting,tasks_running"),
                runs.stream()
                        .flatMap(run -> run.result().timeline().stream()
                                .map(point -> quoted(run.setting()) + "," + numbers(point))));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String numbers(Point point) {
        return String.join(
                ",",
                Double.toString(point.at().toMillis() / 1000.0),
                Integer.toString(point.machines()),
                Integer.toString(point.starting()),
                Integer.toString(point.ready()),
                Integer.toString(point.draining()),
                Integer.toString(point.waitingTasks()),
                Integer.toString(point.runningTasks()));
    }
}
