package dev.muster.cli.option;

import dev.muster.client.MinReady;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts option values for which picocli has no suitable converter. */
public final class OptionReaders {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(s|m|h)?");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,7})(%)?");

    private OptionReaders() {}

    /** Accepts the name of a constant in upper or lower case. */
    public static <E extends Enum<E>> ITypeConverter<E> oneOf(Class<E> type) {
        return value -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(value)) {
                    return constant;
                }
            }
            String all = Arrays.toString(type.getEnumConstants());
            throw new TypeConversionException("'" + value + "' is not one of " + all.toLowerCase(Locale.ROOT));
        };
    }

    /** Accepts {@code csv} only if the command supports it. */
    public static ITypeConverter<CommonOptions.Output> output(boolean hasCsv) {
        if (hasCsv) {
            return oneOf(CommonOptions.Output.class);
        }
        return value -> switch (value.toLowerCase(Locale.ROOT)) {
            case "table" -> CommonOptions.Output.TABLE;
            case "json" -> CommonOptions.Output.JSON;
            case "csv" -> throw new TypeConversionException("only 'simulate' supports csv; use table or json");
            default -> throw new TypeConversionException("'" + value + "' is not one of [table, json]");
        };
    }

    /** Accepts {@code 90}, {@code 90s}, {@code 10m} and {@code 1h}. */
    public static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + value + "' is not a duration; use for example 90s, 10m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case null, default -> Duration.ofSeconds(number);
        };
    }

    /** Accepts a count such as {@code 3} or a percentage such as {@code 90%}. */
    public static MinReady minReady(String value) {
        Matcher matcher = SHARE.matcher(value);
        if (!matcher.matches()) {
            throw new TypeConversionException(
                    "'" + value + "' is neither a number nor a percentage; use for example 3 or 90%");
        }
        int number = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) == null) {
            return new MinReady.Count(number);
        }
        if (number > 100) {
            throw new TypeConversionException("'" + value + "' is more than 100%");
        }
        return new MinReady.Percent(number);
    }
}
