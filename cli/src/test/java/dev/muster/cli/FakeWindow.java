package dev.muster.cli;

import dev.muster.cli.console.StopSignal;
import dev.muster.cli.console.TerminalWindow;
import dev.muster.core.port.LocalTerminal;
import java.util.function.Consumer;

/** A terminal, or none, of a given width. */
record FakeWindow(boolean inIsTerminal, boolean outIsTerminal, boolean errIsTerminal, int columns, int rows)
        implements TerminalWindow {
    static final FakeWindow NONE = new FakeWindow(false, false, false, 80, 24);
    static final FakeWindow TERMINAL = new FakeWindow(true, true, true, 80, 24);

    @Override
    public Handling handleStopSignals(Consumer<StopSignal> handler) {
        return () -> {};
    }

    @Override
    public LocalTerminal raw() {
        return new FakeTerminal();
    }
}
