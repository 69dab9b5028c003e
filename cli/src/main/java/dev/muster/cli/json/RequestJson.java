package dev.muster.cli.json;

import dev.muster.core.control.RequestOutcome;
import dev.muster.core.control.StandingRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code request}, described in {@code docs/json.md}. */
public final class RequestJson {
    private RequestJson() {}

    public static Map<String, @Nullable Object> of(StandingRequest request, RequestOutcome outcome) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("demand", demand(request));
        json.put("notes", outcome.notes());
        return json;
    }

    private static List<Map<String, @Nullable Object>> demand(StandingRequest request) {
        return request.bundles().stream()
                .map(bundles -> {
                    Map<String, @Nullable Object> json = new LinkedHashMap<>();
                    json.put("resources", bundles.shape().resources().amounts());
                    json.put("count", bundles.count());
                    return json;
                })
                .toList();
    }
}
