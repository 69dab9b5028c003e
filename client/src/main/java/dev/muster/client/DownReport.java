package dev.muster.client;

import dev.muster.core.status.HostCheck;
import java.time.Duration;
import java.util.List;

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
        return hosts.stream().allMatch(HostCheck::isClean);
    }
}
