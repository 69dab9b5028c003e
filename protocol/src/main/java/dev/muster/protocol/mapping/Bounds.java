package dev.muster.protocol.mapping;

import dev.muster.core.NameRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits for everything that the other end sends. A value outside its limits fails with an {@link IllegalArgumentException} that names the field and never
 * the value. Messages for people are clipped by the sender, so an honest sender never exceeds these limits.
 */
public final class Bounds {
    /** The size limit of one message to or from a daemon, in bytes. */
    public static final int NODE_MESSAGE = 256 * 1024;
    /** The size limit of one request to the head, in bytes. It allows for a config and its secrets. */
    public static final int REQUEST = 2 * 1024 * 1024;
    /** The size limit of one reply of the head, in bytes. */
    public static final int REPLY = 32 * 1024 * 1024;

    static final int MAX_CONFIG = 1024 * 1024;
    static final int MAX_PEM = 32 * 1024;
    static final int MAX_MESSAGE = 8 * 1024;
    static final int MAX_LINE = 256;
    private static final long MAX_MILLIS = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
    private static final double MAX_MEASUREMENT = 1e9;

    private Bounds() {}

    /** Accepts at most {@code max} characters and no control characters. */
    static String singleLine(String field, String value, int max) {
        return value.chars().anyMatch(Character::isISOControl)
                ? reject(field, "contains control characters")
                : text(field, value, max);
    }

    static String singleLine(String field, String value) {
        return singleLine(field, value, MAX_LINE);
    }

    /** Accepts at most {@code max} characters, including line ends. */
    static String text(String field, String value, int max) {
        return value.length() <= max ? value : reject(field, "has more than " + max + " characters");
    }

    /** Shortens a message for people: the middle of a long one is cut out. */
    static String clip(String message) {
        return clip(message, MAX_MESSAGE);
    }

    static String clip(String message, int max) {
        if (message.length() <= max) {
            return message;
        }
        int half = max / 2 - 8;
        return message.substring(0, half) + " [...] " + message.substring(message.length() - half);
    }

    /** Accepts a name that is safe as part of a path. */
    static String safeName(String field, String value) {
        return NameRules.isSafe(value) ? value : reject(field, "is not a valid name (" + NameRules.RULE + ")");
    }

    /** Protocol buffers have no absent strings, so an empty one means none. */
    static Optional<String> optional(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    static <T> List<T> list(String field, List<T> values, int max) {
        return values.size() <= max ? values : reject(field, "has more than " + max + " entries");
    }

    static Map<String, String> map(String field, Map<String, String> values, int maxEntries, int maxCharacters) {
        if (values.size() > maxEntries) {
            return reject(field, "has more than " + maxEntries + " entries");
        }
        Map<String, String> copy = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.isEmpty()) {
                reject(field, "contains an empty name");
            }
            copy.put(singleLine(field, key), singleLine(field, value, maxCharacters));
        });
        return copy;
    }

    static long number(String field, long value, long min, long max) {
        return value >= min && value <= max ? value : reject(field, "must be between " + min + " and " + max);
    }

    static int number(String field, int value, int min, int max) {
        return (int) number(field, (long) value, min, max);
    }

    /** Accepts a finite measurement that is not negative. */
    static double measurement(String field, double value) {
        return value >= 0 && value <= MAX_MEASUREMENT ? value : reject(field, "must be between 0 and 1e9");
    }

    static Instant instant(String field, long millis) {
        return Instant.ofEpochMilli(number(field, millis, 0, MAX_MILLIS));
    }

    static Duration duration(String field, long millis, Duration min, Duration max) {
        return Duration.ofMillis(number(field, millis, min.toMillis(), max.toMillis()));
    }

    static <T> T reject(String field, String problem) {
        throw new IllegalArgumentException(field + " " + problem);
    }
}
