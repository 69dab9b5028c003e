package dev.muster.ssh.script;

import dev.muster.core.port.CommandSignals.Signal;

/**
 * A script that sends a signal to another script's process group and ends only when that group has ended. Meanwhile the shell around the other
 * script delays the end of its output: it contains {@link #TRAPS} before the script and {@link #HOLD} after it.
 */
public final class StopScript {
    /** What the shell around a script runs before the script. */
    public static final String TRAPS = "k=0; trap \"k=1\" USR1; trap \"k=0\" USR2;";

    /** What the shell around a script runs after the script. It waits for at most 45 s, because the sender of the signal may be gone. */
    public static final String HOLD = "i=0; while [ $k = 1 ] && [ $i -lt 900 ]; do sleep 0.05; i=$((i+1)); done;";

    private StopScript() {}

    /**
     * Returns a script for {@code sh}, without single quotes.
     *
     * @param shell the process around the script
     * @param leader the script's own process. It leads its process group, unless the host has no {@code setsid}.
     */
    public static String of(long shell, long leader, Signal signal) {
        return "exec 2>/dev/null; kill -USR1 " + shell + "; kill -" + signal + " -" + leader + " || kill -" + signal
                + " "
                + leader + "; i=0; while kill -0 -" + leader
                + " && [ $i -lt 800 ]; do sleep 0.05; i=$((i+1)); done; kill -USR2 " + shell;
    }
}
