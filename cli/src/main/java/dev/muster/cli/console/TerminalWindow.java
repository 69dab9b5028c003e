package dev.muster.cli.console;

import dev.muster.core.port.LocalTerminal;

/** Which of the three streams are a terminal, and how large its window is. */
public interface TerminalWindow {
    boolean inIsTerminal();

    boolean outIsTerminal();

    boolean errIsTerminal();

    /** 80 where it cannot be found out. Asked again for each drawing: windows change. */
    int columns();

    int rows();

    /** The terminal in raw mode; restored by {@code close}. */
    LocalTerminal raw();
}
