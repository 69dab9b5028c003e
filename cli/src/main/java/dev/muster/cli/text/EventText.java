package dev.muster.cli.text;

import dev.muster.cli.console.TerminalText;
import dev.muster.core.NodeKey;
import dev.muster.core.event.Event;
import java.time.LocalTime;
import java.time.ZoneId;

/** Formats an event as one line, such as {@code 10:03:07  cpu-3  setup  done  3.2 s  message}. */
public final class EventText {
    private static final int NODE_WIDTH = 10;
    private static final int STEP_WIDTH = 14;
    private static final int STATE_WIDTH = 10;

    private final ZoneId zone;
    private final ColorMode paint;

    public EventText(ZoneId zone, ColorMode paint) {
        this.zone = zone;
        this.paint = paint;
    }

    public String withTime(Event event) {
        return clock(event) + "  " + line(event);
    }

    /** Formats a decision for a list of decisions, such as {@code 10:03:07  launch  2 x cpu: min_workers}. */
    public String decision(Event event) {
        String node = event.node().map(key -> key + ": ").orElse("");
        return clock(event) + "  " + event.state() + "  " + node + TerminalText.printable(event.message());
    }

    private String clock(Event event) {
        LocalTime time = LocalTime.ofInstant(event.at(), zone);
        String clock =
                twoDigits(time.getHour()) + ":" + twoDigits(time.getMinute()) + ":" + twoDigits(time.getSecond());
        return paint.apply(Tone.FAINT, clock);
    }

    public String line(Event event) {
        StringBuilder line = new StringBuilder();
        line.append(Width.padRight(subject(event), NODE_WIDTH)).append("  ");
        line.append(Width.padRight(stepOrKind(event), STEP_WIDTH)).append("  ");
        line.append(paint.apply(Tone.of(event), Width.padRight(event.state(), STATE_WIDTH)));
        String seconds = event.details().getOrDefault("seconds", "");
        line.append("  ").append(seconds.isEmpty() ? "" : Width.padLeft(rounded(seconds) + " s", 8) + "  ");
        return line.append(TerminalText.printable(event.message())).toString().stripTrailing();
    }

    private static String subject(Event event) {
        return event.node().map(NodeKey::value).orElse("cluster");
    }

    private static String stepOrKind(Event event) {
        return event.step()
                .map(TerminalText::printable)
                .orElseGet(() -> kind(event).wireName());
    }

    /** What happens to a node after its failure is recorded as an event of the head, but it is still about the node. */
    private static Event.Kind kind(Event event) {
        return event.kind() == Event.Kind.HEAD
                        && event.node().filter(key -> !key.isHead()).isPresent()
                ? Event.Kind.NODE
                : event.kind();
    }

    static String rounded(String seconds) {
        try {
            return Units.decimal(Double.parseDouble(seconds));
        } catch (NumberFormatException e) {
            return TerminalText.printable(seconds);
        }
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
