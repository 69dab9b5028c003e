package dev.muster.cli.option;

import dev.muster.core.failure.UserError;

/** Checks the bounds of numeric options. Each method returns the number, or throws {@code UserError}. */
public final class OptionBounds {
    private static final int MAX = 1_000_000;

    private OptionBounds() {}

    public static int atLeastZero(String option, int number) {
        return between(option, number, 0);
    }

    public static int atLeastOne(String option, int number) {
        return between(option, number, 1);
    }

    private static int between(String option, int number, int min) {
        if (number < min || number > MAX) {
            throw new UserError(option + " is " + number + ", but must be between " + min + " and " + MAX);
        }
        return number;
    }
}
