package dev.muster.protocol.mapping;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Converts the events of the journal. {@code to} writes, {@code from} reads and validates. */
public final class EventMapping {
    private static final int MAX_DETAILS = 256;
    private static final int MAX_DETAIL_LENGTH = 4096;

    private EventMapping() {}

    public static dev.muster.protocol.wire.Event to(Event event) {
        return dev.muster.protocol.wire.Event.newBuilder()
                .setSequence(event.sequence())
                .setAtMillis(event.at().toEpochMilli())
                .setKind(event.kind().wireName())
                .setNodeKey(event.node().map(NodeKey::value).orElse(""))
                .setStep(event.step().orElse(""))
                .setState(event.state())
                .setMessage(Bounds.clip(event.message()))
                .putAllDetails(clip(event.details()))
                .build();
    }

    private static Map<String, String> clip(Map<String, String> details) {
        return details.entrySet().stream()
                .limit(MAX_DETAILS)
                .collect(
                        Collectors.toMap(Map.Entry::getKey, entry -> Bounds.clip(entry.getValue(), MAX_DETAIL_LENGTH)));
    }

    public static Event from(dev.muster.protocol.wire.Event wire) {
        Instant at = Bounds.instant("event at", wire.getAtMillis());
        Optional<NodeKey> node = Bounds.optional(wire.getNodeKey()).map(NodeKey::new);
        if (wire.getDetailsCount() > MAX_DETAILS) {
            return Bounds.reject("details", "has more than " + MAX_DETAILS + " entries");
        }
        wire.getDetailsMap().forEach((name, value) -> {
            Bounds.singleLine("details", name);
            Bounds.text("details", value, MAX_DETAIL_LENGTH);
        });
        return new Event(
                Bounds.number("sequence", wire.getSequence(), 0, Long.MAX_VALUE),
                at,
                kind(wire.getKind()),
                node,
                Bounds.optional(Bounds.singleLine("step", wire.getStep())),
                Bounds.singleLine("event state", wire.getState()),
                Bounds.text("message", wire.getMessage(), Bounds.MAX_MESSAGE),
                wire.getDetailsMap());
    }

    static Event.Kind kind(String name) {
        return Event.Kind.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
