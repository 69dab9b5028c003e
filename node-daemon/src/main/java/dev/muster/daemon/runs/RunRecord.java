package dev.muster.daemon.runs;

import dev.muster.core.Resources;
import dev.muster.core.status.FinishedRun;
import dev.muster.core.status.FinishedRun.Outcome;
import dev.muster.core.status.RunningWork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

/** What {@code muster-run} records about a run: lines {@code KEY VALUE}, of which the last is {@code end}. Invalid values are treated as absent. */
record RunRecord(Map<String, String> values) {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}-[0-9]{7}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final int MAX_EXIT_CODE = 255;
    private static final int MAX_GPUS = 1024;

    /** Parses a record; empty if it is incomplete, as while it is written and after the run has ended. */
    static Optional<RunRecord> parse(List<String> lines) {
        if (lines.isEmpty() || !lines.getLast().equals("end")) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            int blank = line.indexOf(' ');
            values.put(blank < 0 ? line : line.substring(0, blank), blank < 0 ? "" : line.substring(blank + 1));
        }
        return Optional.of(new RunRecord(values)).filter(record -> !record.id().isEmpty());
    }

    static boolean isId(String name) {
        return ID.matcher(name).matches();
    }

    String id() {
        return valid("id", ID);
    }

    /** Returns PID and start time of the muster-run. */
    String process() {
        return valid("pid", NUMBER) + " " + valid("start", NUMBER);
    }

    boolean isOfBoot(String bootId) {
        return bootId.equals(values.get("boot"));
    }

    /** Whether it is a program of the node itself, which is no work. */
    boolean isService() {
        return !value("service").isEmpty();
    }

    /** Whether it was started by a task of the node's engine, which counts what the task holds. */
    private boolean isOfEngine() {
        return !value("engine").isEmpty();
    }

    /** Returns the id of the run that it was started in; empty if it was started in none. */
    String outer() {
        return valid("outer", ID);
    }

    /** Returns the names of the resources that it has a limit for. */
    Set<String> limited() {
        return resources().amounts().keySet();
    }

    /**
     * @param held the names of the resources that a run holds already in which this one was started
     * @param timeOf converts hundredths of a second since boot
     */
    RunningWork toWork(Set<String> held, LongFunction<Instant> timeOf) {
        String name = name().isEmpty() ? id() : name() + "/" + id();
        return new RunningWork(
                name,
                RunningWork.RUN,
                timeOf.apply(number("start").orElse(0)),
                isOfEngine() ? Resources.NONE : resources().without(held));
    }

    /** Returns the result; empty if there is none. @param timeOf converts hundredths of a second since boot */
    Optional<FinishedRun> toFinished(LongFunction<Instant> timeOf) {
        return Outcome.find(value("outcome"))
                .map(outcome -> new FinishedRun(
                        id(),
                        name(),
                        outcome,
                        (int) Math.min(MAX_EXIT_CODE, number("code").orElse(0)),
                        boxed("peak"),
                        boxed("cpu_millis").map(Duration::ofMillis),
                        boxed("wall_millis").map(Duration::ofMillis),
                        timeOf.apply(number("ended").orElse(0))));
    }

    private String name() {
        return valid("name", NAME);
    }

    private Resources resources() {
        Map<String, Double> amounts = new HashMap<>();
        number("cpus").ifPresent(thousandths -> amounts.put("CPU", thousandths / 1000.0));
        number("memory").ifPresent(bytes -> amounts.put("memory", (double) Math.min(bytes, 900_000_000_000_000L)));
        long gpus = value("gpus").isEmpty() ? 0 : value("gpus").split(",").length;
        amounts.put("GPU", (double) Math.min(MAX_GPUS, gpus));
        return Resources.of(amounts);
    }

    private Optional<Long> boxed(String key) {
        OptionalLong number = number(key);
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private OptionalLong number(String key) {
        String text = valid(key, NUMBER);
        return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private String valid(String key, Pattern pattern) {
        String value = value(key);
        return pattern.matcher(value).matches() ? value : "";
    }

    private String value(String key) {
        return values.getOrDefault(key, "");
    }
}
