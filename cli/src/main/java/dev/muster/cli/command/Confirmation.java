package dev.muster.cli.command;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks the person. Where nobody can answer it fails at once, never waits. */
final class Confirmation {
    private final ProcessEnvironment surroundings;

    Confirmation(ProcessEnvironment surroundings) {
        this.surroundings = surroundings;
    }

    /** Throws {@code UserError} without a terminal. */
    boolean confirm(String question) {
        if (!surroundings.window().inIsTerminal()) {
            throw new UserError("there is no terminal to ask '" + question + "'", "add -y to answer yes");
        }
        surroundings.streams().err().print(question + " [y/N] ");
        surroundings.streams().err().flush();
        String answer = readLine(surroundings.streams().in()).strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    private static String readLine(InputStream in) {
        StringBuilder line = new StringBuilder();
        try {
            byte[] one = new byte[1];
            while (in.read(one) == 1 && one[0] != '\n' && line.length() < 100) {
                line.append(new String(one, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
