package dev.muster.client;

import dev.muster.core.status.HostCheck;
import java.time.Duration;
import java.util.List;

/**
 * The result of {@code down}, with the final check of each host.
 *
 * @param cluster the cluster's name
 * @param hosts the result of the check on each host
 * @param keptNodes the keys of the nodes that keep running, if only workers were stopped
 * @param notes sentences for the operator
 * @param elapsed how long it took
 */
public record DownReport(
        String cluster, List<HostCheck> hosts, List<String> keptNodes, List<String> notes, Duration elapsed) {
    public DownReport {
        hosts = List.copyOf(hosts);
        keptNodes = List.copyOf(keptNodes);
        notes = List.copyOf(notes);
    }

    /** Creates the report of a {@code down} that stops the whole cluster. */
    public DownReport(String cluster, List<HostCheck> hosts, List<String> notes, Duration elapsed) {
        this(cluster, hosts, List.of(), notes, elapsed);
    }

    /** Returns whether every host was checked and nothing of the cluster is left. */
    public boolean isClean() {
        return hosts.stream().allMatch(HostCheck::isClean);
    }
}
