package dev.muster.ssh.script;

import dev.muster.core.port.CommandSignals.Signal;

/**
 * Signals a running script's process group, and ends only when that group has. The shell around the script holds the end of the output back meanwhile:
 * it has {@link #TRAPS} and, behind the script, {@link #HOLD}.
 */
public final class StopScript {
    /** Of the shell around the script, before it begins. */
    public static final String TRAPS = "k=0; trap \"k=1\" USR1; trap \"k=0\" USR2;";

    /** Of the shell around the script, after its end; 45 s at most, since who asked may be gone. */
    public static final String HOLD = "i=0; while [ $k = 1 ] && [ $i -lt 900 ]; do sleep 0.05; i=$((i+1)); done;";

    private StopScript() {}

    /**
     * For sh, without single quotes.
     *
     * @param shell the process around the script
     * @param leader the script's own process, which leads its group, or did not become a leader for want of setsid
     */
    public static String of(long shell, long leader, Signal signal) {
        return "exec 2>/dev/null; kill -USR1 " + shell + "; kill -" + signal + " -" + leader + " || kill -" + signal
                + " "
                + leader + "; i=0; while kill -0 -" + leader
                + " && [ $i -lt 800 ]; do sleep 0.05; i=$((i+1)); done; kill -USR2 " + shell;
    }
}
