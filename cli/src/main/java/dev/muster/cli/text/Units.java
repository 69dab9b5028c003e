package dev.muster.cli.text;

import dev.muster.core.Resources;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Formats numbers, sizes and durations for people. */
public final class Units {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Units() {}

    /** Returns a size with at most one decimal, such as {@code 1.5 GiB}. */
    public static String bytes(long bytes) {
        int unit = unitOf(bytes);
        return scaled(bytes, unit) + " " + SIZES[unit];
    }

    /** Returns both sizes in the unit of the whole, such as {@code 2.1/16 GiB}. */
    public static String bytesOf(long part, long whole) {
        int unit = unitOf(whole);
        return scaled(part, unit) + "/" + scaled(whole, unit) + " " + SIZES[unit];
    }

    private static int unitOf(long bytes) {
        int unit = 0;
        for (double rest = bytes; rest >= 1024 && unit < SIZES.length - 1; rest /= 1024) {
            unit++;
        }
        return unit;
    }

    private static String scaled(long bytes, int unit) {
        return decimal(bytes / Math.pow(1024, unit));
    }

    /** Returns the number with at most one decimal, and none if it is zero. */
    public static String decimal(double number) {
        return trimmed(number, 1);
    }

    /** Returns an amount of a resource: memory with its unit, others as plain numbers. */
    public static String amount(String name, double amount) {
        return isBytes(name) ? bytes((long) amount) : trimmed(amount, 4);
    }

    /** Returns the free part of a resource and its total, such as {@code 2/4}. */
    public static String amountOf(String name, double part, double whole) {
        return isBytes(name) ? bytesOf((long) part, (long) whole) : trimmed(part, 4) + "/" + trimmed(whole, 4);
    }

    public static boolean isBytes(String name) {
        return name.equals("memory") || name.equals("object_store_memory");
    }

    /** Returns for example <code>{CPU: 2, memory: 16 GiB}</code>. */
    public static String resources(Resources resources) {
        StringBuilder text = new StringBuilder("{");
        resources
                .amounts()
                .forEach((name, amount) -> text.append(text.length() > 1 ? ", " : "")
                        .append(name)
                        .append(": ")
                        .append(amount(name, amount.doubleValue())));
        return text.append('}').toString();
    }

    private static String trimmed(double number, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(number)
                .setScale(decimals, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** Returns a duration in its two largest units, such as {@code 3.2 s}, {@code 4m 5s}, {@code 2h 3m} or {@code 5d 1h}. */
    public static String time(Duration duration) {
        Duration time = duration.isNegative() ? Duration.ZERO : duration;
        if (time.toSeconds() < 60) {
            return seconds(time);
        }
        if (time.toMinutes() < 60) {
            return time.toMinutes() + "m " + time.toSecondsPart() + "s";
        }
        return time.toHours() < 48
                ? time.toHours() + "h " + time.toMinutesPart() + "m"
                : time.toDays() + "d " + time.toHoursPart() + "h";
    }

    private static String seconds(Duration time) {
        long tenths = (time.toMillis() + 50) / 100;
        return tenths / 10 + "." + tenths % 10 + " s";
    }

    /** Returns a duration in its largest unit alone, such as {@code 12s}, {@code 4m}, {@code 2h} or {@code 5d}. */
    public static String age(Duration duration) {
        Duration time = duration.isNegative() ? Duration.ZERO : duration;
        if (time.toSeconds() < 60) {
            return time.toSeconds() + "s";
        }
        if (time.toMinutes() < 60) {
            return time.toMinutes() + "m";
        }
        return time.toHours() < 48 ? time.toHours() + "h" : time.toDays() + "d";
    }

    /** Returns for example {@code 1 node} or {@code 3 nodes}. */
    public static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
