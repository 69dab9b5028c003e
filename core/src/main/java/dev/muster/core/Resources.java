package dev.muster.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongBinaryOperator;

/**
 * Amounts by name: {@code CPU}, {@code GPU}, {@code memory} in bytes, or any custom name. They are stored in ten-thousandths, as in Ray,
 * so that sums of fractions are exact. Amounts are never negative, and a zero amount is the same as a missing one.
 */
public record Resources(SortedMap<String, Long> tenThousandths) {
    public static final long ONE = 10_000;
    /** The largest amount that is exact as a double, and as ten-thousandths in a long. */
    private static final double LARGEST = 900_000_000_000_000.0;

    public static final Resources NONE = new Resources(new TreeMap<>());

    public Resources {
        TreeMap<String, Long> copy = new TreeMap<>();
        tenThousandths.forEach((name, amount) -> {
            if (amount < 0) {
                throw new IllegalArgumentException("negative amount of " + name);
            }
            if (amount > 0) {
                copy.put(name, amount);
            }
        });
        tenThousandths = Collections.unmodifiableSortedMap(copy);
    }

    public static Resources of(String name, double amount) {
        return of(Map.of(name, amount));
    }

    public static Resources of(String first, double amount, String second, double secondAmount) {
        return of(Map.of(first, amount, second, secondAmount));
    }

    /** Rounds amounts down to the ten-thousandth. */
    public static Resources of(Map<String, ? extends Number> amounts) {
        TreeMap<String, Long> units = new TreeMap<>();
        amounts.forEach((name, amount) -> units.put(name, units(amount)));
        return new Resources(units);
    }

    /** Avoids BigDecimal for whole amounts, which nearly all are: its first use would add 18 ms to the start of a daemon. */
    private static long units(Number amount) {
        double value = amount.doubleValue();
        boolean isWhole = !(amount instanceof BigDecimal) && value == Math.rint(value) && Math.abs(value) <= LARGEST;
        if (isWhole) {
            return (long) value * ONE;
        }
        return new BigDecimal(amount.toString())
                .multiply(BigDecimal.valueOf(ONE))
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
    }

    public boolean isEmpty() {
        return tenThousandths.isEmpty();
    }

    /** Returns an amount in ten-thousandths; 0 if the name is missing. */
    public long units(String name) {
        return tenThousandths.getOrDefault(name, 0L);
    }

    public double amount(String name) {
        return (double) units(name) / ONE;
    }

    /** Whether each requested amount is at most the one here. */
    public boolean covers(Resources asked) {
        for (Map.Entry<String, Long> entry : asked.tenThousandths.entrySet()) {
            if (units(entry.getKey()) < entry.getValue()) {
                return false;
            }
        }
        return true;
    }

    public Resources plus(Resources other) {
        return combine(other, Resources::sum);
    }

    /** The memory of a thousand large machines comes near the limit of a long, so a sum stops there instead of overflowing. */
    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long product(long amount, int count) {
        return amount > Long.MAX_VALUE / Math.max(1, count) ? Long.MAX_VALUE : amount * count;
    }

    /** Subtracts, but never below zero. */
    public Resources minus(Resources other) {
        return combine(other, (mine, theirs) -> Math.max(0, mine - theirs));
    }

    public Resources times(int count) {
        TreeMap<String, Long> result = new TreeMap<>();
        tenThousandths.forEach((name, amount) -> result.put(name, product(amount, count)));
        return new Resources(result);
    }

    /** Returns these amounts, replaced by the declared ones where both exist. */
    public Resources overriddenBy(Resources declared) {
        TreeMap<String, Long> result = new TreeMap<>(tenThousandths);
        result.putAll(declared.tenThousandths);
        return new Resources(result);
    }

    /** Returns the amounts of all other names. */
    public Resources without(Set<String> names) {
        TreeMap<String, Long> result = new TreeMap<>(tenThousandths);
        result.keySet().removeAll(names);
        return new Resources(result);
    }

    /** Returns whole amounts as {@code Long} and fractions as {@code Double}, as JSON and tables show them. */
    public SortedMap<String, Number> amounts() {
        TreeMap<String, Number> result = new TreeMap<>();
        tenThousandths.forEach((name, amount) -> result.put(name, number(amount)));
        return result;
    }

    private static Number number(long units) {
        if (units % ONE == 0) {
            return units / ONE;
        }
        return (double) units / ONE;
    }

    private Resources combine(Resources other, LongBinaryOperator operator) {
        TreeMap<String, Long> result = new TreeMap<>(tenThousandths);
        other.tenThousandths.forEach((name, amount) -> result.put(name, operator.applyAsLong(units(name), amount)));
        return new Resources(result);
    }

    /** Returns text such as {@code {CPU: 2, licence: 0.5}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        amounts()
                .forEach((name, amount) -> text.append(text.length() > 1 ? ", " : "")
                        .append(name)
                        .append(": ")
                        .append(amount));
        return text.append('}').toString();
    }
}
