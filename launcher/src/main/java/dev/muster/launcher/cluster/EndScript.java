package dev.muster.launcher.cluster;

import dev.muster.core.ClusterId;
import dev.muster.core.Shell;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.launcher.Marker;
import java.time.Duration;
import java.util.List;

/**
 * Ends every process on a host that carries a marker, told first, then by force; then looks again. Stop markers come first, so that no watchdog brings
 * anything back. The script itself carries no marker.
 */
public final class EndScript {
    private static final String TEXT = """
            for folder in "$@"; do
              [ -d "$folder/run" ] && { : >"$folder/run/stop"; : >"$folder/run/head-stop"; }
            done
            marked() { grep -lsz -e "^MUSTER_NODE=$mark" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
            pids=$(marked); [ -z "$pids" ] || kill -TERM $pids 2>/dev/null
            tries=0
            while pids=$(marked); [ -n "$pids" ]; do
              tries=$((tries + 1))
              [ $tries -le "$patience" ] || kill -KILL $pids 2>/dev/null
              [ $tries -le $((patience + 50)) ] || break
              sleep 0.1
            done
            for pid in $(marked); do echo "process $pid $(tr '\\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | cut -c1-80)"; done
            """;

    private EndScript() {}

    /** Everything of a cluster on the host. */
    public static String all(ClusterId clusterId) {
        return clusterId + "/";
    }

    /** One node's processes. */
    public static String one(Marker marker) {
        return marker.value().replace(".", "[.]") + "$";
    }

    /**
     * @param mark what the marker's value matches: see {@link #all} and {@link #one}
     * @param folders of the nodes
     * @return what is still there: one line per process
     */
    public static List<String> run(RemoteHost host, String mark, List<String> folders, Duration patience)
            throws InterruptedException {
        String variables = "mark=" + Shell.quote(mark) + " patience=" + patience.toMillis() / 100 + "\nset -- "
                + Shell.words(folders) + "\n";
        RunResult result = host.run(RemoteCommand.of(variables + TEXT).withDeadline(patience.plusSeconds(30)));
        return result.out().lines().toList();
    }
}
