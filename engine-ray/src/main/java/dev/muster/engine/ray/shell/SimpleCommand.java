package dev.muster.engine.ray.shell;

import java.util.List;

/**
 * A program with its arguments, without redirections.
 *
 * @param words at least one
 * @param end what follows it
 * @param isPiped whether it reads from another command, or writes to one
 */
public record SimpleCommand(List<Word> words, End end, boolean isPiped) {
    /** What follows a command. */
    public enum End {
        /** A semicolon, a line break or the end of the text. */
        SEQUENCE,
        /** {@code &&} or {@code ||}. */
        CONDITION,
        /** {@code |}. */
        PIPE,
        /** {@code &}: the shell does not wait for the command. */
        BACKGROUND,
        /** {@code )}. */
        GROUP
    }

    public SimpleCommand {
        words = List.copyOf(words);
    }
}
