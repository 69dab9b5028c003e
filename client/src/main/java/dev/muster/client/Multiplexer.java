package dev.muster.client;

import java.util.Locale;

/** The program that keeps a session on a node running while no operator is connected. */
public enum Multiplexer {
    TMUX,
    SCREEN;

    /** Returns the name of the program, which is also the name of the option. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
