package dev.muster.client.head;

import dev.muster.client.Multiplexer;
import dev.muster.core.script.LibraryPart;
import dev.muster.core.script.ShellScript;
import java.util.Locale;

/**
 * Scripts for tmux and screen sessions on one node. The tmux or screen server belongs to this node only and has its socket in the node folder. It
 * starts without the session marker, so that it does not make the node busy, and with the node marker, so that {@code down} finds it.
 *
 * @param folder the node folder
 * @param mark exports the node marker
 */
record PersistentSessions(String folder, ShellScript mark) {
    /**
     * Returns a script that starts a session in the background.
     *
     * @param inside the session's first process
     */
    ShellScript startDetached(Multiplexer tool, ShellScript inside) {
        return call("start", tool, inside);
    }

    /**
     * Returns a script that attaches to the existing session, or starts one.
     *
     * @param session the session marker of an attached operator, who makes the node busy
     * @param inside the first process, if there is no session yet
     */
    ShellScript attach(Multiplexer tool, String session, ShellScript inside) {
        return call("attach", tool, inside, session);
    }

    /** Returns a script that starts a new session in the foreground. */
    ShellScript start(Multiplexer tool, ShellScript inside) {
        return call("new", tool, inside);
    }

    private ShellScript call(String verb, Multiplexer tool, ShellScript inside, String... more) {
        String[] arguments = new String[2 + more.length];
        arguments[0] = folder;
        arguments[1] = inside.text();
        System.arraycopy(more, 0, arguments, 2, more.length);
        String function = verb + "_" + tool.name().toLowerCase(Locale.ROOT);
        return mark.then(ShellScript.call(LibraryPart.SESSIONS, function, arguments));
    }
}
