package dev.muster.daemon.host;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Parses numbers from files of other programs. The result is empty for invalid text. */
final class NumberText {
    private NumberText() {}

    static OptionalLong parse(String text) {
        try {
            return OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalDouble parseDouble(String text) {
        try {
            double value = Double.parseDouble(text.strip());
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
