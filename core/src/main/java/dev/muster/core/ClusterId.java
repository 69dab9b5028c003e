package dev.muster.core;

import java.util.regex.Pattern;

/** The id of a cluster from its first {@code up} to its {@code down}: 16 hexadecimal digits. It distinguishes a cluster from a later one of the same name. */
public record ClusterId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    public ClusterId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a cluster id: '" + value + "' (expected 16 hexadecimal digits)");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
