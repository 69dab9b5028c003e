package dev.muster.launcher.bootstrap;

import dev.muster.core.ClusterId;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.script.ShellScript;
import dev.muster.launcher.Marker;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Ends every process on a host that carries a marker: first with TERM, then with KILL. Prevents restarts before, and checks afterwards that the
 * processes are gone.
 */
public final class EndProcessesScript {
    private EndProcessesScript() {}

    /** Returns the pattern for all of a cluster's processes. */
    public static String all(ClusterId clusterId) {
        return clusterId + "/";
    }

    /** Returns the pattern for one node's processes. */
    public static String one(Marker marker) {
        return marker.value().replace(".", "[.]") + "$";
    }

    /**
     * Runs the script.
     *
     * @param mark a pattern for the marker's value: see {@link #all} and {@link #one}
     * @param folders the nodes' folders
     * @param patience how long to wait between TERM and KILL
     * @return what is still there, one line per process
     */
    public static List<String> run(RemoteHost host, String mark, List<String> folders, Duration patience)
            throws InterruptedException {
        Map<String, String> variables = Map.of("mark", mark, "patience", Long.toString(patience.toMillis() / 100));
        ShellScript script = ShellScript.of(BootstrapScript.END_PROCESSES, variables, folders);
        RunResult result = host.run(RemoteCommand.of(script.text()).withDeadline(patience.plusSeconds(30)));
        return result.out().lines().toList();
    }
}
