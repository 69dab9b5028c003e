package dev.muster.cli.command;

import dev.muster.core.failure.UserError;

/** Bounds of numbers that people type. */
final class OptionBounds {
    private static final int MOST = 1_000_000;

    private OptionBounds() {}

    static int atLeastZero(String option, int number) {
        return between(option, number, 0);
    }

    static int atLeastOne(String option, int number) {
        return between(option, number, 1);
    }

    private static int between(String option, int number, int least) {
        if (number < least || number > MOST) {
            throw new UserError(option + " is " + number + ", but must be between " + least + " and " + MOST);
        }
        return number;
    }
}
