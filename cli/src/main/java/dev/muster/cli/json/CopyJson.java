package dev.muster.cli.json;

import dev.muster.core.control.NodeAddress;
import dev.muster.transfer.CopyResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code rsync-up} and {@code rsync-down}, described in {@code docs/json.md}. */
public final class CopyJson {
    private CopyJson() {}

    public static Map<String, @Nullable Object> copied(NodeAddress node, CopyResult copied) {
        Map<String, @Nullable Object> json = start(node);
        json.put("result", copied.how().name().toLowerCase(Locale.ROOT));
        json.put("path", copied.place());
        json.put("files", copied.files());
        json.put("bytes", copied.bytes());
        json.put("unchanged", copied.unchanged());
        json.put("skipped", copied.skipped());
        json.put("message", "");
        return json;
    }

    public static Map<String, @Nullable Object> failed(NodeAddress node, String message) {
        Map<String, @Nullable Object> json = start(node);
        json.put("result", "failed");
        json.put("path", null);
        json.put("files", null);
        json.put("bytes", null);
        json.put("unchanged", null);
        json.put("skipped", List.of());
        json.put("message", message);
        return json;
    }

    public static Map<String, @Nullable Object> report(int nodes, int failed, int code) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", "report");
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("nodes", nodes);
        json.put("nodes_failed", failed);
        json.put("exit_code", code);
        return json;
    }

    private static Map<String, @Nullable Object> start(NodeAddress node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", "copy");
        json.put("node", node.machine().key().value());
        json.put("host", node.machine().host());
        return json;
    }
}
