package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.engine.EngineJob;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Formats the answers of {@code job list} and {@code job status} for the terminal. */
public final class JobsText {
    private JobsText() {}

    public static Table table(List<EngineJob> jobs, Instant now) {
        Table table = new Table(
                Column.text("JOB"),
                Column.text("STATUS"),
                Column.number("AGE"),
                Column.number("TOOK"),
                Column.number("EXIT"),
                Column.text("COMMAND").cuttable());
        for (EngineJob job : jobs) {
            table.row(
                    Cell.of(job.id()),
                    Cell.of(job.status()),
                    Cell.of(job.started().map(start -> age(start, now)).orElse("")),
                    Cell.of(job.started()
                            .map(start -> age(start, job.ended().orElse(now)))
                            .orElse("")),
                    Cell.of(job.exitCode().map(Object::toString).orElse("")),
                    Cell.of(job.submitted() ? job.command() : "(driver) " + job.command()));
        }
        return table;
    }

    /** Returns what the engine says about each job, if it says something. */
    public static List<String> messages(List<EngineJob> jobs) {
        return jobs.stream()
                .filter(job -> !job.message().isEmpty())
                .map(job -> TerminalText.printable(job.id() + ": " + job.message()))
                .toList();
    }

    /** The clocks of this machine and of the head may differ. */
    private static String age(Instant from, Instant to) {
        Duration duration = Duration.between(from, to);
        return Units.age(duration.isNegative() ? Duration.ZERO : duration);
    }
}
