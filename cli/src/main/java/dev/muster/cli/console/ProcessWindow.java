package dev.muster.cli.console;

import dev.muster.core.failure.UserError;
import dev.muster.core.port.LocalTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The standard streams of this process. Whether they are terminals is read from /proc, which is fast; jline is loaded only when the size is needed. */
public final class ProcessWindow implements TerminalWindow, AutoCloseable {
    private @Nullable JlineTerminal jline;

    @Override
    public boolean inIsTerminal() {
        return isTerminal(0);
    }

    @Override
    public boolean outIsTerminal() {
        return isTerminal(1);
    }

    @Override
    public boolean errIsTerminal() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            // Without /proc, as on macOS, the JVM only knows whether both stdin and stdout are a terminal.
            return System.console() != null;
        }
    }

    @Override
    public int columns() {
        return jline().map(JlineTerminal::columns)
                .filter(columns -> columns > 0)
                .orElse(80);
    }

    @Override
    public int rows() {
        return jline().map(JlineTerminal::rows).filter(rows -> rows > 0).orElse(24);
    }

    @Override
    public Handling handleStopSignals(Consumer<StopSignal> handler) {
        return new ProcessSignals(handler);
    }

    @Override
    public void end(int exitCode) {
        Runtime.getRuntime().halt(exitCode);
    }

    @Override
    public LocalTerminal raw() {
        JlineTerminal terminal = jline().orElseThrow(() -> new UserError(
                "this terminal does not support raw mode",
                "check that TERM is set, for example: export TERM=xterm-256color"));
        terminal.enterRawMode();
        return terminal;
    }

    private synchronized Optional<JlineTerminal> jline() {
        if (jline == null) {
            jline = JlineTerminal.open().orElse(null);
        }
        return Optional.ofNullable(jline);
    }

    @Override
    public synchronized void close() {
        JlineTerminal open = jline;
        if (open != null) {
            open.end();
            jline = null;
        }
    }
}
