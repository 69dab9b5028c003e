package dev.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of {@code cluster check}: the state of every host in a config file.
 *
 * @param cluster the cluster's name
 * @param hosts every host of the file, the head's host first
 * @param findings all findings, the most severe first
 * @param elapsed how long the check took
 */
public record CheckReport(String cluster, List<HostLine> hosts, List<Finding> findings, Duration elapsed) {
    public CheckReport {
        hosts = List.copyOf(hosts);
        findings = List.copyOf(findings);
    }

    /**
     * One host and what was read from it.
     *
     * @param host the host as the config file names it
     * @param type the node type that the host gets
     * @param isHead whether this is the head's host
     * @param message why the host could not be checked; empty if it was checked
     * @param hostKey the fingerprint of the host key; empty if the key was known before
     * @param facts the facts that {@code docs/check.md} describes; empty if the host could not be checked
     */
    public record HostLine(
            String host, String type, boolean isHead, String message, Optional<String> hostKey, List<Fact> facts) {
        public HostLine {
            facts = List.copyOf(facts);
        }

        /** Returns whether the host was reached and checked. */
        public boolean isReached() {
            return message.isEmpty();
        }
    }

    /** One fact about a host, such as {@code cpus} and {@code 8}. */
    public record Fact(String name, String value) {}

    /** Whether a cluster would come up on these hosts. */
    public enum Outcome {
        /** Every host can become a node. */
        FINE,
        /** The cluster would come up, but without some hosts. */
        SOME_HOSTS,
        /** The cluster would not come up: the head's host, or every worker, has a problem. */
        NO_CLUSTER
    }

    /** Returns whether a cluster would come up, judged by the findings of severity {@link Finding.Severity#PROBLEM}. */
    public Outcome outcome() {
        List<String> unusable = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.PROBLEM)
                .flatMap(finding -> finding.hosts().stream())
                .distinct()
                .toList();
        if (unusable.isEmpty()) {
            return Outcome.FINE;
        }
        List<HostLine> workers = hosts.stream().filter(host -> !host.isHead()).toList();
        boolean head = hosts.stream().anyMatch(host -> host.isHead() && unusable.contains(host.host()));
        boolean allWorkers = !workers.isEmpty() && workers.stream().allMatch(host -> unusable.contains(host.host()));
        return head || allWorkers ? Outcome.NO_CLUSTER : Outcome.SOME_HOSTS;
    }

    /** Returns the number of findings with this severity. */
    public long count(Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }
}
