package dev.muster.engine.ray.shell;

/**
 * One word of a command.
 *
 * @param start where it begins in the whole text
 * @param end where it ends, exclusive
 * @param raw as it is written
 * @param value without quotes; what the shell would replace stays as it is written
 * @param isFixed whether the shell replaces nothing in it: no variable, command, pattern or home
 */
public record Word(int start, int end, String raw, String value, boolean isFixed) {
    /** Whether it is written without quotes, as the shell's own words must be. */
    boolean isBare() {
        return raw.equals(value);
    }

    /** Returns what follows the last slash. */
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }
}
