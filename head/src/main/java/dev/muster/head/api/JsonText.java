package dev.muster.head.api;

import java.util.Map;
import java.util.stream.Collectors;

/** Writes a flat JSON object (RFC 8259): numbers as numbers, every other value as a string. */
public final class JsonText {
    private JsonText() {}

    /** Returns the object on one line, with a line break at the end. */
    public static String object(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + value(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}\n"));
    }

    private static String value(Object value) {
        return value instanceof Number number ? number.toString() : quoted(value.toString());
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') {
                quoted.append('\\').append(letter);
            } else if (letter < ' ') {
                quoted.append(String.format("\\u%04x", (int) letter));
            } else {
                quoted.append(letter);
            }
        }
        return quoted.append('"').toString();
    }
}
