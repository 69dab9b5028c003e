package dev.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How {@code down} ended: what was checked on each host.
 *
 * @param kept keys of nodes that stay because only workers were to go
 */
public record DownReport(
        String cluster, List<HostCheck> hosts, List<String> kept, List<String> notes, Duration elapsed) {
    public DownReport {
        hosts = List.copyOf(hosts);
        kept = List.copyOf(kept);
        notes = List.copyOf(notes);
    }

    /** Everything was to go. */
    public DownReport(String cluster, List<HostCheck> hosts, List<String> notes, Duration elapsed) {
        this(cluster, hosts, List.of(), notes, elapsed);
    }

    public boolean isClean() {
        return hosts.stream().allMatch(host -> host.result() == Result.CLEAN);
    }

    /**
     * @param nodes keys of the nodes that were on it
     * @param checked what was looked for: "processes", "folders", "lease", "authorized_keys"
     * @param leftovers what is still there, each with its place: "process 4711 java", "/var/tmp/muster-1000/lab"
     * @param message why it could not be checked; empty otherwise
     */
    public record HostCheck(
            String host,
            List<String> nodes,
            Result result,
            List<String> checked,
            List<String> leftovers,
            String message) {
        public HostCheck {
            nodes = List.copyOf(nodes);
            checked = List.copyOf(checked);
            leftovers = List.copyOf(leftovers);
        }
    }

    public enum Result {
        CLEAN,
        LEFTOVERS,
        UNREACHABLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
