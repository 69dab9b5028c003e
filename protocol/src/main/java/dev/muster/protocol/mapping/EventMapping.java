package dev.muster.protocol.mapping;

import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One line of the journal. {@code to} writes, {@code from} reads and checks. */
public final class EventMapping {
    private static final int MOST_DETAILS = 256;
    private static final int LONGEST_DETAIL = 4096;

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
                .putAllDetails(clipped(event.details()))
                .build();
    }

    private static Map<String, String> clipped(Map<String, String> details) {
        return details.entrySet().stream()
                .limit(MOST_DETAILS)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Bounds.clip(entry.getValue(), LONGEST_DETAIL)));
    }

    public static Event from(dev.muster.protocol.wire.Event wire) {
        Instant at = Bounds.instant("event at", wire.getAtMillis());
        Optional<NodeKey> node = Bounds.present(wire.getNodeKey()).map(NodeKey::new);
        if (wire.getDetailsCount() > MOST_DETAILS) {
            return Bounds.refuse("details", "has more than " + MOST_DETAILS + " entries");
        }
        wire.getDetailsMap().forEach((name, value) -> {
            Bounds.word("details", name);
            Bounds.text("details", value, LONGEST_DETAIL);
        });
        return new Event(
                Bounds.number("sequence", wire.getSequence(), 0, Long.MAX_VALUE),
                at,
                kind(wire.getKind()),
                node,
                Bounds.present(Bounds.word("step", wire.getStep())),
                Bounds.word("event state", wire.getState()),
                Bounds.text("message", wire.getMessage(), Bounds.PROSE),
                wire.getDetailsMap());
    }

    static Event.Kind kind(String word) {
        return Event.Kind.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
