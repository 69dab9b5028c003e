package dev.muster.cli.json;

import dev.muster.engine.EngineJob;
import dev.muster.engine.JobId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code job list}, {@code job status} and {@code job submit}, described in {@code docs/json.md}. */
public final class JobsJson {
    private JobsJson() {}

    public static Map<String, @Nullable Object> of(List<EngineJob> jobs) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("jobs", jobs.stream().map(JobsJson::job).toList());
        return json;
    }

    private static Map<String, @Nullable Object> job(EngineJob job) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", job.id());
        json.put("submitted", job.submitted());
        json.put("status", job.status());
        json.put("command", job.command());
        json.put("started", job.started().map(Instant::toString).orElse(null));
        json.put("ended", job.ended().map(Instant::toString).orElse(null));
        json.put("exit_code", job.exitCode().orElse(null));
        json.put("message", job.message());
        return json;
    }

    /** Returns the line that names a job before its output. */
    public static Map<String, @Nullable Object> submitted(JobId id) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", "job");
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("id", id.value());
        return json;
    }
}
