package dev.muster.cli.json;

import dev.muster.core.control.Explanation;
import dev.muster.core.control.Explanation.Fact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code explain}, described in {@code docs/json.md}. */
public final class ExplainJson {
    private ExplainJson() {}

    public static Map<String, @Nullable Object> of(List<Explanation> explanations) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put(
                "explanations",
                explanations.stream().map(ExplainJson::explanation).toList());
        return json;
    }

    private static Map<String, @Nullable Object> explanation(Explanation explanation) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("subject", explanation.subject());
        json.put("answer", explanation.answer());
        json.put("facts", explanation.facts().stream().map(ExplainJson::fact).toList());
        return json;
    }

    private static Map<String, @Nullable Object> fact(Fact fact) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("at", fact.at().map(Instant::toString).orElse(null));
        json.put("decision", fact.decision().isPresent() ? fact.decision().getAsLong() : null);
        json.put("code", fact.code());
        json.put("text", fact.text());
        return json;
    }
}
