package dev.muster.cli.json;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code get-head-ip} and {@code get-worker-ips} with {@code --output json}. */
public final class AddressesJson {
    private AddressesJson() {}

    public static Map<String, @Nullable Object> of(List<String> addresses) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("addresses", addresses);
        return json;
    }
}
