package dev.muster.ssh.local;

import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.ssh.script.StopScript;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends signals to the process group of a script on this machine: see {@link StopScript}. */
final class ScriptGroup {
    private static final File EMPTY = new File("/dev/null");

    private final Process shell;
    private @Nullable Long leader;

    /** @param shell the shell around the script. Its first and only child leads the group. */
    ScriptGroup(Process shell) {
        this.shell = shell;
    }

    /** Returns immediately. If the script has not started yet, the shell around it is terminated instead. */
    synchronized void signal(Signal signal) {
        Optional<Long> started = leader();
        if (started.isEmpty()) {
            shell.destroy();
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", StopScript.of(shell.pid(), started.get(), signal))
                    .redirectInput(ProcessBuilder.Redirect.from(EMPTY))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            ProcessTree.kill(shell);
        }
    }

    /** Remembers the leader at the first signal: the group may outlive it, and then the shell around the script has other children. */
    private Optional<Long> leader() {
        if (leader == null) {
            leader = shell.children().findFirst().map(ProcessHandle::pid).orElse(null);
        }
        return Optional.ofNullable(leader);
    }
}
