package dev.muster.head.state;

import dev.muster.core.Resources;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stores a map as text in one column: {@code name=value&name=value}, both percent-encoded, sorted by name. */
final class PairColumn {
    private PairColumn() {}

    static String text(Map<String, String> map) {
        return new TreeMap<>(map)
                .entrySet().stream()
                        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static Map<String, String> map(String text) {
        TreeMap<String, String> map = new TreeMap<>();
        for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            map.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
        }
        return map;
    }

    /** Stores amounts in ten-thousandths. */
    static String text(Resources resources) {
        TreeMap<String, String> amounts = new TreeMap<>();
        resources.tenThousandths().forEach((name, amount) -> amounts.put(name, Long.toString(amount)));
        return text(amounts);
    }

    static Resources resources(String text) {
        TreeMap<String, Long> amounts = new TreeMap<>();
        map(text).forEach((name, amount) -> amounts.put(name, Long.parseLong(amount)));
        return new Resources(amounts);
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    static String decoded(String part) {
        return URLDecoder.decode(part, StandardCharsets.UTF_8);
    }
}
