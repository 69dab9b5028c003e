package dev.muster.engine.ray.link;

import dev.muster.core.Digest;
import dev.muster.core.HostText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes events as Ray reads them. A line in Ray's event log appears on the terminal of each driver and on the dashboard; one that is not JSON is
 * an error there.
 *
 * @param host the name of this host
 * @param pid of this process
 */
record EventLines(String host, long pid) {
    private static final int ID_DIGITS = 36;

    /** Returns the text for Ray's event log: one JSON object in each line. */
    String json(List<String> events, Instant at) {
        List<String> lines = new ArrayList<>();
        for (String event : events) {
            lines.add(json(event, at, lines.size()));
        }
        return String.join("", lines);
    }

    private String json(String event, Instant at, int number) {
        String id = Digest.of(host, Long.toString(pid), at.toString(), Integer.toString(number), event)
                .substring(0, ID_DIGITS);
        return "{\"event_id\": \"" + id + "\", \"source_type\": \"AUTOSCALER\", \"source_hostname\": \"" + escaped(host)
                + "\", \"source_pid\": " + pid + ", \"severity\": \"INFO\", \"label\": \"\", \"message\": \""
                + escaped(HostText.line(event)) + "\", \"timestamp\": \"" + at.getEpochSecond()
                + "\", \"custom_fields\": {}}\n";
    }

    /** Returns the text for the autoscaler's log. */
    static String log(List<String> events, Instant at) {
        StringBuilder lines = new StringBuilder();
        for (String event : events) {
            lines.append(at.truncatedTo(ChronoUnit.MILLIS))
                    .append(" INFO ")
                    .append(HostText.line(event))
                    .append('\n');
        }
        return lines.toString();
    }

    /** Escapes all but printable ASCII, so that a line is valid in any encoding. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (char each : text.toCharArray()) {
            if (each == '"' || each == '\\') {
                escaped.append('\\').append(each);
            } else if (each < ' ' || each > '~') {
                escaped.append(String.format("\\u%04x", (int) each));
            } else {
                escaped.append(each);
            }
        }
        return escaped.toString();
    }
}
