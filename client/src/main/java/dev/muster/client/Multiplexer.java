package dev.muster.client;

import java.util.Locale;

/** What keeps a session on a node alive while nobody is connected to it. */
public enum Multiplexer {
    TMUX,
    SCREEN;

    /** The program's name. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
