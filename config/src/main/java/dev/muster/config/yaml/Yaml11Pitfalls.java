package dev.muster.config.yaml;

import java.util.Locale;
import java.util.Set;

/** Explains how YAML 1.1 reads a value that looks like something else. */
public final class Yaml11Pitfalls {
    private static final Set<String> YES = Set.of("yes", "on", "true");

    private Yaml11Pitfalls() {}

    /** Returns "; YAML 1.1 reads it as …", or nothing if the value is what it looks like. */
    public static String explain(RawValue raw) {
        if (!(raw instanceof RawValue.Scalar scalar) || !scalar.plain()) {
            return "";
        }
        String text = scalar.text();
        return switch (scalar.kind()) {
            case FLAG -> reads(YES.contains(text.toLowerCase(Locale.ROOT)) ? "true" : "false", text);
            case DATE -> "; YAML 1.1 reads it as a date";
            case NUMBER -> number(text);
            case TEXT, EMPTY -> "";
        };
    }

    private static String number(String text) {
        String digits = text.replace("_", "").replaceFirst("^[+-]", "");
        if (digits.contains(":")) {
            return reads("a base-60 number", text);
        }
        if (digits.matches("0[0-7]+")) {
            return digits.length() < 20
                    ? reads("the octal number " + Long.parseLong(digits, 8), text)
                    : reads("an octal number", text);
        }
        if (digits.startsWith("0x") || digits.startsWith("0b")) {
            return reads("a hexadecimal or binary number", text);
        }
        return text.contains("_") ? reads("the number " + digits, text) : "";
    }

    private static String reads(String meaning, String text) {
        return meaning.equalsIgnoreCase(text) ? "" : "; YAML 1.1 reads it as " + meaning;
    }
}
