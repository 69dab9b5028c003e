package dev.muster.cli.command;

import dev.muster.client.MinReady;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How words become values, where Java has no reader for them. */
final class OptionReaders {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(s|m|h)?");
    private static final Pattern SHARE = Pattern.compile("([0-9]{1,7})(%)?");

    private OptionReaders() {}

    /** A constant by its name in whatever case. */
    static <E extends Enum<E>> ITypeConverter<E> oneOf(Class<E> type) {
        return word -> {
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(word)) {
                    return constant;
                }
            }
            String all = Arrays.toString(type.getEnumConstants());
            throw new TypeConversionException("'" + word + "' is none of " + all.toLowerCase(Locale.ROOT));
        };
    }

    /** Table or JSON; CSV only where the command has it. */
    static ITypeConverter<CommonOptions.Output> output(boolean hasCsv) {
        if (hasCsv) {
            return oneOf(CommonOptions.Output.class);
        }
        return word -> switch (word.toLowerCase(Locale.ROOT)) {
            case "table" -> CommonOptions.Output.TABLE;
            case "json" -> CommonOptions.Output.JSON;
            case "csv" -> throw new TypeConversionException("'csv' is for 'simulate' only; write table or json");
            default -> throw new TypeConversionException("'" + word + "' is none of [table, json]");
        };
    }

    /** {@code 90}, {@code 90s}, {@code 10m}, {@code 1h}. */
    static Duration time(String word) {
        Matcher matcher = TIME.matcher(word);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + word + "' is no time; write 90s, 10m or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case null, default -> Duration.ofSeconds(number);
        };
    }

    /** {@code 3} or {@code 90%}. */
    static MinReady minReady(String word) {
        Matcher matcher = SHARE.matcher(word);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + word + "' is neither a number nor a percentage; write 3 or 90%");
        }
        int number = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) == null) {
            return new MinReady.Count(number);
        }
        if (number > 100) {
            throw new TypeConversionException("'" + word + "' is more than all");
        }
        return new MinReady.Percent(number);
    }
}
