package dev.muster.ssh.local;

import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.ssh.script.StopScript;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process group of a script on this machine, for signals: see {@link StopScript}. */
final class ScriptGroup {
    private static final File NOTHING = new File("/dev/null");

    private final Process around;
    private @Nullable Long leader;

    /** @param around the shell around the script, whose first and only child leads the group */
    ScriptGroup(Process around) {
        this.around = around;
    }

    /** Returns at once. Before the script has begun, the shell around it ends instead. */
    synchronized void signal(Signal signal) {
        Optional<Long> found = leader();
        if (found.isEmpty()) {
            around.destroy();
            return;
        }
        try {
            new ProcessBuilder("/bin/sh", "-c", StopScript.of(around.pid(), found.get(), signal))
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            ProcessTree.end(around);
        }
    }

    /** Kept from the first signal on: the group may outlive its leader, and the shell around it has other children then. */
    private Optional<Long> leader() {
        if (leader == null) {
            leader = around.children().findFirst().map(ProcessHandle::pid).orElse(null);
        }
        return Optional.ofNullable(leader);
    }
}
