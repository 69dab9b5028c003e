package dev.muster.core.placement;

import dev.muster.core.Resources;
import dev.muster.core.Selector;
import dev.muster.core.Shape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes amounts, shapes and selectors for messages. */
public final class ShapeText {
    private static final long GIB = 1L << 30;
    private static final long MIB = 1L << 20;

    private ShapeText() {}

    /** Returns text such as {@code {CPU: 2, memory: 16GiB}}. */
    public static String words(Resources resources) {
        return resources.tenThousandths().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + amount(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Returns text such as {@code {CPU: 2} where zone in (a, b)}. */
    public static String words(Shape shape) {
        String resources = words(shape.resources());
        return shape.selector().requirements().isEmpty() ? resources : resources + " where " + words(shape.selector());
    }

    /** Returns text such as {@code zone in (a, b) and gpu exists}. */
    public static String words(Selector selector) {
        return selector.requirements().stream().map(ShapeText::words).collect(Collectors.joining(" and "));
    }

    private static String words(Selector.Requirement requirement) {
        String values = String.join(", ", new TreeSet<>(requirement.values()));
        return switch (requirement.operator()) {
            case IN -> requirement.label() + " in (" + values + ")";
            case NOT_IN -> requirement.label() + " not in (" + values + ")";
            case EXISTS -> requirement.label() + " exists";
        };
    }

    /** Writes an amount in ten-thousandths: bytes in binary units, others as a plain number. */
    public static String amount(String name, long units) {
        if (name.equals("memory") || name.endsWith("_memory")) {
            return bytes(units / Resources.ONE);
        }
        return plain(BigDecimal.valueOf(units, 4));
    }

    private static String bytes(long bytes) {
        if (bytes >= GIB) {
            return plain(BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(GIB), 1, RoundingMode.DOWN)) + "GiB";
        }
        if (bytes >= MIB) {
            return plain(BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(MIB), 1, RoundingMode.DOWN)) + "MiB";
        }
        return String.format(Locale.ROOT, "%d bytes", bytes);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** Lists every resource that is missing, such as {@code has CPU 4, needs 8, no GPU}. */
    public static String shortage(Resources asked, Resources there) {
        return asked.tenThousandths().entrySet().stream()
                .filter(entry -> there.units(entry.getKey()) < entry.getValue())
                .map(entry -> shortage(entry, there.units(entry.getKey())))
                .collect(Collectors.joining(", "));
    }

    private static String shortage(Map.Entry<String, Long> asked, long there) {
        if (there == 0) {
            return "no " + asked.getKey();
        }
        return "has " + asked.getKey() + " " + amount(asked.getKey(), there) + ", needs "
                + amount(asked.getKey(), asked.getValue());
    }
}
