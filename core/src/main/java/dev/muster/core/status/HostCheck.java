package dev.muster.core.status;

import java.util.List;
import java.util.Locale;

/**
 * What was found on one host after a cluster was ended there.
 *
 * @param nodes keys of the nodes that were on it
 * @param checked what was looked for: "processes", "folders", "lease", "authorized_keys"
 * @param leftovers what is still there, each with its place: "process 4711 java", "/var/tmp/muster-1000/lab"
 * @param message why it could not be checked; empty otherwise
 */
public record HostCheck(
        String host, List<String> nodes, Result result, List<String> checked, List<String> leftovers, String message) {
    public HostCheck {
        nodes = List.copyOf(nodes);
        checked = List.copyOf(checked);
        leftovers = List.copyOf(leftovers);
    }

    /** Returns whether nothing of the cluster is left. */
    public boolean isClean() {
        return result == Result.CLEAN;
    }

    /** How the check ended. */
    public enum Result {
        CLEAN,
        LEFTOVERS,
        UNREACHABLE;

        /** Returns the name as JSON and messages contain it. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
