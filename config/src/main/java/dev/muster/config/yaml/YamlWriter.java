package dev.muster.config.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes mappings, lists, strings, numbers and booleans as YAML that is read back the same by YAML 1.1 and 1.2. */
public final class YamlWriter {
    /** Longer keys need YAML's explicit form. */
    private static final int MAX_SIMPLE_KEY = 500;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*");
    private static final Set<String> RESERVED = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    public static String of(Map<String, ?> map) {
        YamlWriter text = new YamlWriter();
        text.map(map, 0);
        return text.out.toString();
    }

    private void map(Map<?, ?> map, int indent) {
        map.forEach((key, value) -> {
            out.repeat(' ', indent);
            entry(String.valueOf(key), value, indent);
        });
    }

    private void entry(String key, Object value, int indent) {
        String name = text(key);
        if (name.length() > MAX_SIMPLE_KEY) {
            out.append("? ").append(name).append('\n').repeat(' ', indent).append(':');
        } else {
            out.append(name).append(':');
        }
        below(value, indent + 2);
    }

    private void below(Object value, int indent) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() -> {
                out.append('\n');
                map(map, indent);
            }
            case List<?> list
            when !list.isEmpty() -> {
                out.append('\n');
                list.forEach(item -> item(item, indent));
            }
            default -> out.append(' ').append(single(value)).append('\n');
        }
    }

    private void item(Object item, int indent) {
        out.repeat(' ', indent).append("- ");
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            boolean first = true;
            for (Map.Entry<?, ?> each : map.entrySet()) {
                out.repeat(' ', first ? 0 : indent + 2);
                entry(String.valueOf(each.getKey()), each.getValue(), indent + 2);
                first = false;
            }
        } else {
            out.append(single(item)).append('\n');
        }
    }

    private static String single(Object value) {
        return switch (value) {
            case String text -> text(text);
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            case Map<?, ?> map -> "{}";
            case List<?> list -> "[]";
            default -> throw new IllegalArgumentException("cannot write a " + value.getClass());
        };
    }

    private static String text(String text) {
        if (PLAIN.matcher(text).matches() && !RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(letter -> quoted.append(escaped((char) letter)));
        return quoted.append('"').toString();
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            default -> isPlain(letter) ? String.valueOf(letter) : String.format("\\u%04x", (int) letter);
        };
    }

    private static boolean isPlain(char letter) {
        return letter >= ' ' && letter <= '~' || letter >= '\u00c0' && Character.isLetterOrDigit(letter);
    }
}
