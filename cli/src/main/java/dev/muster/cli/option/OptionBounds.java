package dev.muster.cli.option;

import dev.muster.core.failure.UserError;
import org.jspecify.annotations.Nullable;

/** Checks the bounds of numeric options. Each method returns the number, or throws {@code UserError}. */
public final class OptionBounds {
    private static final int MAX = 1_000_000;
    private static final int HIGHEST_PORT = 65_535;

    private OptionBounds() {}

    public static int atLeastZero(String option, int number) {
        return between(option, number, 0);
    }

    public static int atLeastOne(String option, int number) {
        return between(option, number, 1);
    }

    /** Accepts an option that was not given. */
    public static void port(String option, @Nullable Integer number) {
        if (number != null) {
            between(option, number, 1, HIGHEST_PORT);
        }
    }

    private static int between(String option, int number, int min) {
        return between(option, number, min, MAX);
    }

    private static int between(String option, int number, int min, int max) {
        if (number < min || number > max) {
            throw new UserError(option + " is " + number + ", but must be between " + min + " and " + max);
        }
        return number;
    }
}
