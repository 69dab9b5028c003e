package dev.muster.client.head;

import dev.muster.client.Multiplexer;
import dev.muster.core.Shell;

/**
 * Shell text for tmux and screen sessions on one node. The tmux or screen server belongs to this node only and has its socket in the node folder. It
 * starts without the session marker, so that it does not make the node busy, and with the node marker, so that {@code down} finds it.
 *
 * @param folder the node folder
 * @param mark shell text that exports the node marker
 */
record PersistentSessions(String folder, String mark) {
    private static final String NAME = "muster";

    /**
     * Returns shell text that starts a session in the background.
     *
     * @param inside shell text of the session's first process
     */
    String startDetached(Multiplexer tool, String inside) {
        return switch (tool) {
            case TMUX ->
                mark + "if " + tmux() + " has-session -t " + NAME + " 2>/dev/null\n"
                        + "then exec " + tmux() + " new-window -d -t " + NAME + ": " + shell(inside) + "\n"
                        + "else exec " + tmux() + " new-session -d -s " + NAME + " " + shell(inside) + "\nfi\n";
            case SCREEN -> mark + screens() + "exec screen -dmS " + NAME + " " + shell(inside) + "\n";
        };
    }

    /**
     * Returns shell text that attaches to the existing session, or starts one.
     *
     * @param busy shell text that exports the session marker, since an attached operator makes the node busy
     * @param inside shell text of the first process, if there is no session yet
     */
    String attach(Multiplexer tool, String busy, String inside) {
        return switch (tool) {
            case TMUX ->
                mark + "if " + tmux() + " has-session -t " + NAME + " 2>/dev/null\n"
                        + "then " + busy + "exec " + tmux() + " attach-session -t " + NAME + "\nfi\n"
                        + "exec " + tmux() + " new-session -s " + NAME + " " + shell(inside) + "\n";
            case SCREEN -> mark + screens() + "exec screen -xRR -S " + NAME + " " + shell(inside) + "\n";
        };
    }

    /** Returns shell text that starts a new session in the foreground. */
    String start(Multiplexer tool, String inside) {
        return switch (tool) {
            case TMUX -> mark + "exec " + tmux() + " new-session " + shell(inside) + "\n";
            case SCREEN -> mark + screens() + "exec screen -S " + NAME + " " + shell(inside) + "\n";
        };
    }

    private String tmux() {
        return "tmux -S " + Shell.quote(folder + "/tmux");
    }

    /** The folder has mode 700, because screen refuses a folder that others can read. */
    private String screens() {
        return "SCREENDIR=" + Shell.quote(folder + "/screens")
                + "; export SCREENDIR; [ -d \"$SCREENDIR\" ] || mkdir -m 700 \"$SCREENDIR\" || exit 1\n";
    }

    private static String shell(String inside) {
        return "sh -c " + Shell.quote(inside);
    }
}
