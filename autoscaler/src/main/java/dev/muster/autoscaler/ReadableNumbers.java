package dev.muster.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats durations, times and counts for people. */
public final class ReadableNumbers {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private ReadableNumbers() {}

    /** A duration such as {@code 5m 00s}, {@code 42s} or {@code 1h 05m}. */
    public static String exact(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm %02ds", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%dh %02dm", seconds / 3600, seconds / 60 % 60);
    }

    /** A duration as {@link #exact} formats it, without a part that is zero: {@code 5m}. */
    public static String brief(Duration duration) {
        return exact(duration).replace(" 00s", "").replace(" 00m", "");
    }

    /** A time of day such as {@code 10:03:05 UTC}. */
    public static String clock(Instant at) {
        return CLOCK.format(at.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    /** {@code 1 node}, {@code 2 nodes}. */
    public static String nodes(int count) {
        return count(count, "node");
    }

    public static String count(int count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    /** An error as one line of at most 300 characters. */
    public static String quoted(String error) {
        String line = error.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "no message";
        }
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
