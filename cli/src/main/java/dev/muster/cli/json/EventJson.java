package dev.muster.cli.json;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The JSON of one event, described in {@code docs/json.md}. */
public final class EventJson {
    private EventJson() {}

    public static Map<String, @Nullable Object> of(Event event) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", event.kind().wireName());
        json.put("at", event.at().toString());
        json.put("sequence", event.sequence());
        json.put("node", event.node().map(NodeKey::value).orElse(null));
        json.put("step", event.step().orElse(null));
        json.put("state", event.state());
        json.put("seconds", seconds(event));
        json.put("message", event.message());
        json.put("details", new TreeMap<>(event.details()));
        return json;
    }

    /** Returns null if the event has no such detail, or it is not a number. */
    private static @Nullable Double seconds(Event event) {
        String seconds = event.details().getOrDefault("seconds", "");
        try {
            return seconds.isEmpty() ? null : Double.valueOf(seconds);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
