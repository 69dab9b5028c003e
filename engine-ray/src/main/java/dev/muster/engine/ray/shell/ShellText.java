package dev.muster.engine.ray.shell;

import java.util.List;
import java.util.Optional;

/**
 * Bash text and what is in it.
 *
 * @param commands in the order of the text
 * @param documents the bodies of here-documents
 * @param isStructured whether there are groups, loops, conditions or functions, so that the last command is not the one that runs last
 */
public record ShellText(String text, List<SimpleCommand> commands, List<String> documents, boolean isStructured) {
    public ShellText {
        commands = List.copyOf(commands);
        documents = List.copyOf(documents);
    }

    /** Returns nothing if bash could not read the text either, such as one with an open quote. */
    public static Optional<ShellText> scan(String text) {
        try {
            return Optional.of(new ShellScanner(text).scan());
        } catch (OpenQuote e) {
            return Optional.empty();
        }
    }
}
