package dev.muster.engine;

import dev.muster.core.HostText;
import dev.muster.core.text.KeyValueText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A job of the engine, as the head's host prints it.
 *
 * @param id as the engine writes it; it may break the rule of {@link JobId}
 * @param submitted whether it was submitted to the job server; otherwise it is a program that connected to the engine itself
 * @param status in the engine's words, in lower case, such as {@code running}
 * @param command empty if the engine does not know it
 * @param started by the wall clock of the head's host
 * @param exitCode of the job's command; empty before it has ended, and if it did not start
 * @param message for people: more about the status; empty if there is nothing to say
 */
public record EngineJob(
        String id,
        boolean submitted,
        String status,
        String command,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Integer> exitCode,
        String message) {
    private static final String ID = "id";
    private static final String DRIVER = "driver";
    private static final int MAX_JOBS = 2_000;
    private static final Set<String> KEYS =
            Set.of(ID, DRIVER, "status", "command", "started_ms", "ended_ms", "exit_code", "message");

    /**
     * A job begins with its {@code id}, or its {@code driver} if it was not submitted to the job server. The other keys are {@code status},
     * {@code command}, {@code started_ms}, {@code ended_ms}, {@code exit_code} and {@code message}.
     */
    public static final KeyValueText FORMAT =
            new KeyValueText("muster-engine-jobs 1", MAX_JOBS * KEYS.size(), 4_096, KEYS::contains);

    /** Returns the jobs in the order of the text; empty if it is not in the {@link #FORMAT}. */
    public static Optional<List<EngineJob>> parse(String text) {
        return FORMAT.parse(text).map(EngineJob::jobs);
    }

    private static List<EngineJob> jobs(List<KeyValueText.Entry> entries) {
        List<Map<String, String>> found = new ArrayList<>();
        for (KeyValueText.Entry entry : entries) {
            if (entry.key().equals(ID) || entry.key().equals(DRIVER)) {
                found.add(new HashMap<>());
            }
            if (!found.isEmpty()) {
                found.getLast().putIfAbsent(entry.key(), HostText.line(entry.value()));
            }
        }
        return found.stream().limit(MAX_JOBS).map(EngineJob::of).toList();
    }

    private static EngineJob of(Map<String, String> values) {
        boolean isSubmitted = values.containsKey(ID);
        return new EngineJob(
                values.getOrDefault(isSubmitted ? ID : DRIVER, ""),
                isSubmitted,
                values.getOrDefault("status", ""),
                values.getOrDefault("command", ""),
                number(values, "started_ms").map(Instant::ofEpochMilli),
                number(values, "ended_ms").map(Instant::ofEpochMilli),
                number(values, "exit_code").map(Long::intValue),
                values.getOrDefault("message", ""));
    }

    /** Up to 14 digits: a time in milliseconds until the year 5138. */
    private static Optional<Long> number(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return text.matches("-?[0-9]{1,14}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
