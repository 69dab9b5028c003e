package dev.muster.launcher.bootstrap;

import dev.muster.core.script.ShellScript;

/**
 * Collects small scripts whose result nobody waits for. They run together with the next script on the host, because a connection of their own costs
 * ten times as much.
 */
final class DeferredScripts {
    private ShellScript pending = ShellScript.EMPTY;

    /** Adds a script. If it fails, the script that it runs with runs all the same. */
    synchronized void add(ShellScript script) {
        pending = pending.then(script.inSubshell());
    }

    /** Returns all collected scripts as one, and forgets them. */
    synchronized ShellScript take() {
        ShellScript script = pending;
        pending = ShellScript.EMPTY;
        return script;
    }
}
