package dev.muster.cli.console;

import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asks the operator a yes-or-no question. It never waits where nobody can answer. */
public final class Confirmation {
    private static final int LONGEST_ANSWER = 100;

    private final ProcessEnvironment process;

    public Confirmation(ProcessEnvironment process) {
        this.process = process;
    }

    /** Returns whether the answer was yes. Throws {@code UserError} if stdin is not a terminal. */
    public boolean confirm(String question) {
        if (!process.window().inIsTerminal()) {
            throw new UserError("cannot ask '" + question + "': stdin is not a terminal", "add -y to answer yes");
        }
        PrintStream err = process.streams().err();
        // First the handler, because a quick operator presses Ctrl-C as soon as the question is there.
        try (TerminalWindow.Handling _ = process.window().handleStopSignals(this::interrupt)) {
            err.print(question + " [y/N] ");
            err.flush();
            String answer = readLine(process.streams().in()).strip().toLowerCase(Locale.ROOT);
            return answer.equals("y") || answer.equals("yes");
        }
    }

    /** The terminal has printed ^C behind the question. */
    private void interrupt(StopSignal signal) {
        PrintStream err = process.streams().err();
        err.println();
        err.println("cluster: interrupted; nothing was changed");
        err.flush();
        process.window().end(signal.exitCode());
    }

    private static String readLine(InputStream in) {
        StringBuilder line = new StringBuilder();
        try {
            byte[] one = new byte[1];
            while (in.read(one) == 1 && one[0] != '\n' && line.length() < LONGEST_ANSWER) {
                line.append(new String(one, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }
}
