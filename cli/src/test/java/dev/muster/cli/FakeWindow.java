package dev.muster.cli;

import dev.muster.cli.console.StopSignal;
import dev.muster.cli.console.TerminalWindow;
import dev.muster.core.port.LocalTerminal;
import java.util.Optional;
import java.util.function.Consumer;

/** A terminal, or none, of a given width. */
record FakeWindow(
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns,
        int rows,
        Optional<StopSignal> pressed)
        implements TerminalWindow {
    static final FakeWindow NONE = new FakeWindow(false, false, false, 80, 24);
    static final FakeWindow TERMINAL = new FakeWindow(true, true, true, 80, 24);

    FakeWindow(boolean inIsTerminal, boolean outIsTerminal, boolean errIsTerminal, int columns, int rows) {
        this(inIsTerminal, outIsTerminal, errIsTerminal, columns, rows, Optional.empty());
    }

    /** Returns a window in which this signal arrives as soon as somebody handles signals. */
    FakeWindow withSignal(StopSignal signal) {
        return new FakeWindow(inIsTerminal, outIsTerminal, errIsTerminal, columns, rows, Optional.of(signal));
    }

    @Override
    public Handling handleStopSignals(Consumer<StopSignal> handler) {
        pressed.ifPresent(handler);
        return () -> {};
    }

    @Override
    public void end(int exitCode) {
        throw new Ended(exitCode);
    }

    /** The process would have ended here. */
    static final class Ended extends Error {
        private static final long serialVersionUID = 1L;
        final int code;

        Ended(int code) {
            super("ended with " + code, null, false, false);
            this.code = code;
        }
    }

    @Override
    public LocalTerminal raw() {
        return new FakeTerminal();
    }
}
