package dev.muster.cli.text;

import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.FinishedRun.Outcome;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.RunningWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** The table of {@code muster-run} in {@code status}: the running commands of each node, then its last results. */
final class RunsTable {
    private final Instant now;

    RunsTable(Instant now) {
        this.now = now;
    }

    Table of(List<NodeStatus> nodes) {
        Table table = new Table(
                Column.text("NODE"),
                Column.text("RUN").cuttable(),
                Column.text("STATE"),
                Column.number("EXIT"),
                Column.number("TIME"),
                Column.number("CPU TIME"),
                Column.number("PEAK MEM"),
                Column.text("HOLDS").cuttable().droppable());
        nodes.stream().sorted(Comparator.comparing(NodeStatus::name)).forEach(node -> {
            node.work().stream()
                    .filter(work -> work.kind().equals(RunningWork.RUN))
                    .forEach(work -> addRunning(table, node, work));
            node.runs().forEach(run -> addFinished(table, node, run));
        });
        return table;
    }

    private void addRunning(Table table, NodeStatus node, RunningWork work) {
        table.row(
                Cell.of(node.name().value()),
                Cell.of(work.id()),
                new Cell("running", Tone.GOOD),
                Cell.of(""),
                Cell.of(Units.time(Duration.between(work.since(), now))),
                Cell.of(""),
                Cell.of(""),
                Cell.of(work.resources().isEmpty() ? "" : Units.resources(work.resources())));
    }

    private static void addFinished(Table table, NodeStatus node, FinishedRun run) {
        table.row(
                Cell.of(node.name().value()),
                Cell.of(run.name().isEmpty() ? run.id() : run.name() + "/" + run.id()),
                new Cell(run.outcome().wireName(), run.outcome() == Outcome.SUCCEEDED ? Tone.PLAIN : Tone.BAD),
                Cell.of(Integer.toString(run.exitCode())),
                Cell.of(run.wallTime().map(Units::time).orElse("")),
                Cell.of(run.cpuTime().map(Units::time).orElse("")),
                Cell.of(run.peakMemory().map(Units::bytes).orElse("")),
                Cell.of(""));
    }
}
