package dev.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code check} found on the hosts of one cluster's file.
 *
 * @param hosts every host of the file, the head's first
 * @param findings the worst first
 */
public record CheckReport(String cluster, List<HostLine> hosts, List<Finding> findings, Duration elapsed) {
    public CheckReport {
        hosts = List.copyOf(hosts);
        findings = List.copyOf(findings);
    }

    /**
     * @param message why it could not be looked at; empty where it could
     * @param hostKey fingerprint of a host key that nobody had seen before
     * @param facts as {@code docs/check.md} names them; empty where it could not be looked at
     */
    public record HostLine(
            String host, String type, boolean isHead, String message, Optional<String> hostKey, List<Fact> facts) {
        public HostLine {
            facts = List.copyOf(facts);
        }

        public boolean isReached() {
            return message.isEmpty();
        }
    }

    public record Fact(String name, String value) {}

    public enum Outcome {
        /** Nothing keeps any host from being a node. */
        FINE,
        /** A cluster would come up, but not with every host. */
        SOME_HOSTS,
        /** No cluster would come up: the head's host, or every worker, has a problem. */
        NO_CLUSTER
    }

    public Outcome outcome() {
        List<String> stopped = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.PROBLEM)
                .flatMap(finding -> finding.hosts().stream())
                .distinct()
                .toList();
        if (stopped.isEmpty()) {
            return Outcome.FINE;
        }
        List<HostLine> workers = hosts.stream().filter(host -> !host.isHead()).toList();
        boolean head = hosts.stream().anyMatch(host -> host.isHead() && stopped.contains(host.host()));
        boolean allWorkers = !workers.isEmpty() && workers.stream().allMatch(host -> stopped.contains(host.host()));
        return head || allWorkers ? Outcome.NO_CLUSTER : Outcome.SOME_HOSTS;
    }

    public long count(Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
