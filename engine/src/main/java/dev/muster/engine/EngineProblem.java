package dev.muster.engine;

/**
 * Something in the commands or settings that the engine cannot do.
 *
 * @param place which part of the file is wrong
 * @param message what is wrong, such as {@code cannot tell which command starts Ray}
 * @param hint what to write instead; empty if there is none
 */
public record EngineProblem(Place place, boolean isError, String message, String hint) {
    /** A part of the file. */
    public sealed interface Place {
        /** One command. @param index counted from 0 */
        record HeadCommand(int index) implements Place {}

        /** One command. @param index counted from 0 */
        record WorkerCommand(int index) implements Place {}

        /** One setting, by its key. */
        record Setting(String key) implements Place {}
    }
}
