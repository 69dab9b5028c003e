package dev.muster.engine.ray.start;

import dev.muster.core.Resources;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes flat JSON objects with their keys in order. */
final class JsonObject {
    private JsonObject() {}

    /** @param hidden names with the amount 0 */
    static String resources(Resources amounts, Set<String> hidden) {
        Map<String, String> members = new TreeMap<>();
        hidden.forEach(name -> members.put(name, "0"));
        amounts.tenThousandths().forEach((name, units) -> members.put(name, Long.toString(units / Resources.ONE)));
        return of(members);
    }

    static String texts(Map<String, String> texts) {
        Map<String, String> members = new TreeMap<>();
        texts.forEach((name, text) -> members.put(name, quote(text)));
        return of(members);
    }

    private static String of(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> quote(member.getKey()) + ":" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            switch (letter) {
                case '"', '\\' -> quoted.append('\\').append(letter);
                default -> {
                    if (letter < ' ' || letter > '~') {
                        quoted.append(String.format("\\u%04x", (int) letter));
                    } else {
                        quoted.append(letter);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
