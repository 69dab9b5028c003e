package dev.muster.cli.json;

import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.OutputSink;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON of {@code exec} and {@code submit}, described in {@code docs/json.md}. */
public final class ExecJson {
    private ExecJson() {}

    public static Map<String, @Nullable Object> output(NodeAddress node, OutputSink.Stream stream, String line) {
        Map<String, @Nullable Object> json = start("output", node);
        json.put("stream", stream.name().toLowerCase(Locale.ROOT));
        json.put("line", line);
        return json;
    }

    /** @param failure why the command has no exit code of its own; empty if it has */
    public static Map<String, @Nullable Object> exit(NodeAddress node, int code, Optional<String> failure) {
        Map<String, @Nullable Object> json = start("exit", node);
        json.put("exit_code", code);
        json.put("message", failure.orElse(""));
        return json;
    }

    public static Map<String, @Nullable Object> report(int nodes, int code) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", "report");
        json.put("schema_version", ReportJson.SCHEMA_VERSION);
        json.put("nodes", nodes);
        json.put("exit_code", code);
        return json;
    }

    private static Map<String, @Nullable Object> start(String event, NodeAddress node) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", event);
        json.put("node", node.machine().key().value());
        json.put("host", node.machine().host());
        return json;
    }
}
