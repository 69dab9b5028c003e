package dev.muster.cli.json;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One event on one line: {@code {"event":"step","node":"cpu-1","step":"setup","state":"done","seconds":3.2,"message":""}}. */
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

    /** Null where the event has none, or no number. */
    private static @Nullable Double seconds(Event event) {
        String seconds = event.details().getOrDefault("seconds", "");
        try {
            return seconds.isEmpty() ? null : Double.valueOf(seconds);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
