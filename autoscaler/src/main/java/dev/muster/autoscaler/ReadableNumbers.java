package dev.muster.autoscaler;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
public final class ReadableNumbers {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private ReadableNumbers() {}

    /** {@code 5m 00s}, {@code 42s}, {@code 1h 05m}. */
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

    /** As {@link #exact}, without the part that is zero: {@code 5m}. */
    public static String brief(Duration duration) {
        return exact(duration).replace(" 00s", "").replace(" 00m", "");
    }

    /** {@code 10:03:05 UTC}. */
    public static String clock(Instant at) {
        return CLOCK.format(at.atOffset(ZoneOffset.UTC)) + " UTC";
    }

    public static String nodes(int count) {
        return count(count, "node");
    }

    public static String count(int count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }

    /** Ends a quoted message without doubling its full stop, and not too long. */
    public static String quoted(String error) {
        String line = error.strip().replaceAll("\\s+", " ");
        if (line.isEmpty()) {
            return "no message";
        }
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }
}
