package dev.muster.cli.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code dashboard}, described in {@code docs/json.md}. */
public final class DashboardJson {
    private DashboardJson() {}

    public static Map<String, @Nullable Object> of(String url, Optional<String> tokenFile) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("url", url);
        json.put("token_file", tokenFile.orElse(null));
        return json;
    }
}
