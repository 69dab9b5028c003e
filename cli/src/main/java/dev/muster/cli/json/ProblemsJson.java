package dev.muster.cli.json;

import dev.muster.core.config.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code validate}, described in {@code docs/json.md}. */
public final class ProblemsJson {
    private ProblemsJson() {}

    public static Map<String, @Nullable Object> of(List<Problem> problems) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("valid", problems.stream().noneMatch(Problem::isError));
        json.put("problems", problems.stream().map(ProblemsJson::problem).toList());
        return json;
    }

    private static Map<String, @Nullable Object> problem(Problem problem) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.put("file", problem.file());
        json.put("line", problem.line() == 0 ? null : problem.line());
        json.put("column", problem.line() == 0 ? null : problem.column());
        json.put("path", problem.path());
        json.put("message", problem.message());
        json.put("hint", problem.hint());
        return json;
    }
}
