package dev.muster.cli.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code get-head-ip} and {@code get-worker-ips}, described in {@code docs/json.md}. */
public final class AddressesJson {
    private AddressesJson() {}

    public static Map<String, @Nullable Object> of(List<String> addresses) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("addresses", addresses);
        return json;
    }
}
