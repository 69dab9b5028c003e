package dev.muster.cli.option;

import dev.muster.cli.json.Json;
import dev.muster.core.Resources;
import dev.muster.core.Shape;
import dev.muster.core.failure.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the shapes of a request: an object such as {@code {"CPU": 2, "memory": "4GiB"}}, or a list of objects. */
public final class ShapeOption {
    private static final BigDecimal MAX = new BigDecimal("100000000000000");
    /** Amounts are counted in ten-thousandths. */
    private static final BigDecimal LEAST = new BigDecimal("0.0001");

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,4})?) ?(K|M|G|T)i?B?");
    private static final Set<String> IN_BYTES = Set.of("memory", "object_store_memory");
    private static final String EXAMPLE = "example: cluster request '{\"CPU\": 2}' --count 4";

    private ShapeOption() {}

    /** Throws {@code UserError} if the text is not of that form. */
    public static List<Shape> read(String text) {
        Object value = Json.read(text);
        List<Shape> shapes = new ArrayList<>();
        if (value instanceof List<?> list && !list.isEmpty()) {
            list.forEach(member -> shapes.add(shape(member)));
        } else {
            shapes.add(shape(value));
        }
        return shapes;
    }

    private static Shape shape(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> members) || members.isEmpty()) {
            throw new UserError("a request must be a JSON object with an amount for each resource", EXAMPLE);
        }
        Map<String, BigDecimal> amounts = new TreeMap<>();
        members.forEach(
                (name, amount) -> amounts.put(name(String.valueOf(name)), amount(String.valueOf(name), amount)));
        return Shape.of(Resources.of(amounts));
    }

    private static String name(String name) {
        if (name.isBlank() || name.length() > 100) {
            throw new UserError("'" + name + "' is not a resource name", EXAMPLE);
        }
        return name;
    }

    private static BigDecimal amount(String name, @Nullable Object value) {
        BigDecimal amount = switch (value) {
            case BigDecimal number -> number;
            case String text when IN_BYTES.contains(name) -> bytes(name, text);
            case null, default -> throw new UserError("the amount of " + name + " is not a number: " + value, EXAMPLE);
        };
        if (amount.signum() <= 0 || amount.compareTo(MAX) > 0) {
            throw new UserError("the amount of " + name + " must be more than 0 and at most " + MAX + ": " + amount);
        }
        if (amount.compareTo(LEAST) < 0) {
            throw new UserError(
                    "the amount of " + name + " is too small to count: " + amount + "; the least is " + LEAST);
        }
        return amount;
    }

    private static BigDecimal bytes(String name, String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new UserError(
                    "'" + text + "' is not a size for " + name, "use a number of bytes, or a size such as \"16GiB\"");
        }
        boolean binary = text.contains("i") || !text.strip().endsWith("B");
        int power = "KMGT".indexOf(matcher.group(2)) + 1;
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(binary ? 1024 : 1000).pow(power));
    }
}
