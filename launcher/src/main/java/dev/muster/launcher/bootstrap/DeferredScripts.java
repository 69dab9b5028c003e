package dev.muster.launcher.bootstrap;

import dev.muster.core.script.ShellScript;

/** Small scripts whose result nobody waits for: they go with the next script that runs on the host, because a call of their own costs ten times more. */
final class DeferredScripts {
    private ShellScript due = ShellScript.EMPTY;

    /** @param script the script that it goes with runs in any case, also where this one fails */
    synchronized void add(ShellScript script) {
        due = due.then(script.inSubshell());
    }

    /** Returns what is due, which then no longer is. */
    synchronized ShellScript take() {
        ShellScript script = due;
        due = ShellScript.EMPTY;
        return script;
    }
}
