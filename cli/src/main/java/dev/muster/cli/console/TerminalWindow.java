package dev.muster.cli.console;

import dev.muster.core.port.LocalTerminal;
import java.util.function.Consumer;

/** Says which standard streams are terminals, and how large the window is. */
public interface TerminalWindow {
    boolean inIsTerminal();

    boolean outIsTerminal();

    boolean errIsTerminal();

    /** The width in cells; 80 if it is not known. It is read at each call, since windows are resized. */
    int columns();

    int rows();

    /** Until it is closed, Ctrl-C and other signals that would end this process go to the handler instead, from a thread of their own. */
    Handling handleStopSignals(Consumer<StopSignal> handler);

    interface Handling extends AutoCloseable {
        @Override
        void close();
    }

    /** Ends this process at once with this exit code. A thread that waits for a key cannot be interrupted. */
    void end(int exitCode);

    /** Puts the terminal into raw mode; {@code close} restores it. Throws {@code UserError} if that is not possible. */
    LocalTerminal raw();
}
