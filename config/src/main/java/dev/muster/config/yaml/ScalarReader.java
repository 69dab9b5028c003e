package dev.muster.config.yaml;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Interprets single values. Only plain decimal numbers are accepted, because nobody expects what YAML 1.1 reads from {@code 010} or {@code 1:30}. */
public final class ScalarReader {
    private static final Pattern WHOLE = Pattern.compile("[+-]?(0|[1-9][0-9]{0,17})");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?((0|[1-9][0-9]{0,17})(\\.[0-9]{0,20})?|\\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([A-Za-z]+)");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("B", BigDecimal.ONE),
            Map.entry("KB", power(1000, 1)),
            Map.entry("MB", power(1000, 2)),
            Map.entry("GB", power(1000, 3)),
            Map.entry("TB", power(1000, 4)),
            Map.entry("KiB", power(1024, 1)),
            Map.entry("MiB", power(1024, 2)),
            Map.entry("GiB", power(1024, 3)),
            Map.entry("TiB", power(1024, 4)));

    private ScalarReader() {}

    private static BigDecimal power(int base, int exponent) {
        return BigDecimal.valueOf(base).pow(exponent);
    }

    /** Returns a string, or a number as it is written; empty for what YAML 1.1 reads as something else. */
    public static Optional<String> text(RawValue raw) {
        if (!(raw instanceof RawValue.Scalar scalar)) {
            return Optional.empty();
        }
        boolean accepted = scalar.kind() == RawValue.Kind.TEXT
                || (scalar.kind() == RawValue.Kind.NUMBER
                        && NUMBER.matcher(scalar.text()).matches());
        return accepted ? Optional.of(scalar.text()) : Optional.empty();
    }

    public static Optional<Long> whole(RawValue raw) {
        return raw instanceof RawValue.Scalar scalar
                        && scalar.plain()
                        && WHOLE.matcher(scalar.text()).matches()
                ? Optional.of(Long.parseLong(scalar.text()))
                : Optional.empty();
    }

    public static Optional<BigDecimal> number(RawValue raw) {
        return raw instanceof RawValue.Scalar scalar
                        && scalar.plain()
                        && NUMBER.matcher(scalar.text()).matches()
                ? Optional.of(new BigDecimal(scalar.text()))
                : Optional.empty();
    }

    /** Returns a number, or a size in bytes such as {@code 16GiB}. */
    public static Optional<BigDecimal> amount(RawValue raw) {
        Optional<BigDecimal> number = number(raw);
        if (number.isPresent() || !(raw instanceof RawValue.Scalar scalar)) {
            return number;
        }
        Matcher size = SIZE.matcher(scalar.text());
        return size.matches()
                ? Optional.ofNullable(UNITS.get(size.group(2))).map(new BigDecimal(size.group(1))::multiply)
                : Optional.empty();
    }

    public static Optional<Boolean> flag(RawValue raw) {
        if (!(raw instanceof RawValue.Scalar scalar) || scalar.kind() != RawValue.Kind.FLAG) {
            return Optional.empty();
        }
        return switch (scalar.text().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> Optional.of(true);
            case "false", "no", "off" -> Optional.of(false);
            default -> Optional.empty();
        };
    }
}
