package dev.muster.cli.console;

import dev.muster.core.port.LocalTerminal;
import java.util.function.Consumer;

/** Which of the three streams are a terminal, and how large its window is. */
public interface TerminalWindow {
    boolean inIsTerminal();

    boolean outIsTerminal();

    boolean errIsTerminal();

    /** 80 where it cannot be found out. Asked again for each drawing: windows change. */
    int columns();

    int rows();

    /** Until it is closed, Ctrl-C and other signals that would end this process go to the handler instead, from a thread of their own. */
    Handling handleStopSignals(Consumer<StopSignal> handler);

    interface Handling extends AutoCloseable {
        @Override
        void close();
    }

    /** The terminal in raw mode; restored by {@code close}. */
    LocalTerminal raw();
}
