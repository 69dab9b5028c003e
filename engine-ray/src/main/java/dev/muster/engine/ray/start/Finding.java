package dev.muster.engine.ray.start;

/**
 * Something that is wrong with a command.
 *
 * @param command the command's place in its list, counted from 0
 * @param hint what to write instead; empty if there is none
 */
record Finding(int command, boolean isError, String message, String hint) {
    static Finding error(int command, String message, String hint) {
        return new Finding(command, true, message, hint);
    }

    static Finding warning(int command, String message, String hint) {
        return new Finding(command, false, message, hint);
    }
}
