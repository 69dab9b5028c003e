package dev.muster.client.head;

import dev.muster.client.Multiplexer;
import dev.muster.core.Shell;

/**
 * Sessions of tmux or screen on one node, as shell text. Their server is ours alone, with its socket in the node's folder: it is begun without the
 * mark of a session, so that it does not keep the node busy, and with the mark of the node, so that {@code down} finds it.
 *
 * @param mark exports what marks a process as the node's
 */
record PersistentSessions(String folder, String mark) {
    private static final String NAME = "muster";

    /** @param inside shell text of the session's first process */
    String detached(Multiplexer tool, String inside) {
        return switch (tool) {
            case TMUX ->
                mark + "if " + tmux() + " has-session -t " + NAME + " 2>/dev/null\n"
                        + "then exec " + tmux() + " new-window -d -t " + NAME + ": " + shell(inside) + "\n"
                        + "else exec " + tmux() + " new-session -d -s " + NAME + " " + shell(inside) + "\nfi\n";
            case SCREEN -> mark + screens() + "exec screen -dmS " + NAME + " " + shell(inside) + "\n";
        };
    }

    /**
     * @param busy exports what marks a session: whoever looks at one holds the node
     * @param inside shell text of a new session's first process, where there is none to join
     */
    String rejoined(Multiplexer tool, String busy, String inside) {
        return switch (tool) {
            case TMUX ->
                mark + "if " + tmux() + " has-session -t " + NAME + " 2>/dev/null\n"
                        + "then " + busy + "exec " + tmux() + " attach-session -t " + NAME + "\nfi\n"
                        + "exec " + tmux() + " new-session -s " + NAME + " " + shell(inside) + "\n";
            case SCREEN -> mark + screens() + "exec screen -xRR -S " + NAME + " " + shell(inside) + "\n";
        };
    }

    String begun(Multiplexer tool, String inside) {
        return switch (tool) {
            case TMUX -> mark + "exec " + tmux() + " new-session " + shell(inside) + "\n";
            case SCREEN -> mark + screens() + "exec screen -S " + NAME + " " + shell(inside) + "\n";
        };
    }

    private String tmux() {
        return "tmux -S " + Shell.quote(folder + "/tmux");
    }

    /** screen refuses a folder that others may read. */
    private String screens() {
        return "SCREENDIR=" + Shell.quote(folder + "/screens")
                + "; export SCREENDIR; [ -d \"$SCREENDIR\" ] || mkdir -m 700 \"$SCREENDIR\" || exit 1\n";
    }

    private static String shell(String inside) {
        return "sh -c " + Shell.quote(inside);
    }
}
