package dev.muster.protocol.mapping;

import dev.muster.core.NameRules;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Limits of everything that comes from the other end. A value outside of them is an {@link IllegalArgumentException} that names the field,
 * never the value. Text that is only shown to people is clipped where it is written, so that an honest end never meets these limits.
 */
public final class Bounds {
    /** Of one message to or from a daemon, in bytes. */
    public static final int NODE_MESSAGE = 256 * 1024;
    /** Of one request to the head, in bytes: the config, and room for its secrets. */
    public static final int REQUEST = 2 * 1024 * 1024;
    /** Of one answer of the head, in bytes. */
    public static final int REPLY = 32 * 1024 * 1024;

    static final int CONFIG = 1024 * 1024;
    static final int PEM = 32 * 1024;
    static final int PROSE = 8 * 1024;
    static final int WORD = 256;
    private static final long LATEST = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();
    private static final double LARGEST_MEASURE = 1e9;

    private Bounds() {}

    /** Up to {@code most} characters, no control characters. */
    static String word(String field, String value, int most) {
        return value.chars().anyMatch(Character::isISOControl)
                ? refuse(field, "has control characters")
                : text(field, value, most);
    }

    static String word(String field, String value) {
        return word(field, value, WORD);
    }

    /** Up to {@code most} characters, line ends allowed. */
    static String text(String field, String value, int most) {
        return value.length() <= most ? value : refuse(field, "has more than " + most + " characters");
    }

    /** For people: what is too long loses its middle. */
    static String clip(String prose) {
        return clip(prose, PROSE);
    }

    static String clip(String prose, int most) {
        if (prose.length() <= most) {
            return prose;
        }
        int half = most / 2 - 8;
        return prose.substring(0, half) + " [...] " + prose.substring(prose.length() - half);
    }

    /** As it may stand in a path. */
    static String safeName(String field, String value) {
        return NameRules.isSafe(value) ? value : refuse(field, "is not a valid name (" + NameRules.RULE + ")");
    }

    /** Protocol buffers know no absent text: empty stands for none. */
    static Optional<String> present(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    static <T> List<T> count(String field, List<T> values, int most) {
        return values.size() <= most ? values : refuse(field, "has more than " + most + " entries");
    }

    static Map<String, String> words(String field, Map<String, String> values, int mostEntries, int mostCharacters) {
        if (values.size() > mostEntries) {
            return refuse(field, "has more than " + mostEntries + " entries");
        }
        Map<String, String> copy = new HashMap<>();
        values.forEach((key, value) -> {
            if (key.isEmpty()) {
                refuse(field, "has an empty name");
            }
            copy.put(word(field, key), word(field, value, mostCharacters));
        });
        return copy;
    }

    static long number(String field, long value, long least, long most) {
        return value >= least && value <= most ? value : refuse(field, "is not in " + least + " to " + most);
    }

    static int number(String field, int value, int least, int most) {
        return (int) number(field, (long) value, least, most);
    }

    /** A finite measure that is not negative. */
    static double measure(String field, double value) {
        return value >= 0 && value <= LARGEST_MEASURE ? value : refuse(field, "is no sensible measure");
    }

    static Instant instant(String field, long millis) {
        return Instant.ofEpochMilli(number(field, millis, 0, LATEST));
    }

    static Duration duration(String field, long millis, Duration least, Duration most) {
        return Duration.ofMillis(number(field, millis, least.toMillis(), most.toMillis()));
    }

    static <T> T refuse(String field, String why) {
        throw new IllegalArgumentException(field + " " + why);
    }
}
