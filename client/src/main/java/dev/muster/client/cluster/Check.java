package dev.muster.client.cluster;

import dev.muster.client.CheckReport;
import dev.muster.client.CheckReport.Fact;
import dev.muster.client.CheckReport.HostLine;
import dev.muster.client.KnownCluster;
import dev.muster.client.check.CheckContext;
import dev.muster.client.check.CheckInput;
import dev.muster.client.check.Checkup;
import dev.muster.client.check.HostProbe;
import dev.muster.client.check.Inspector;
import dev.muster.client.local.LocalServices;
import dev.muster.core.config.ClusterConfig;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.HostsToCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code cluster check}: probes every host, applies the rules, and changes nothing. */
final class Check {
    private final ClusterConfig config;
    private final LocalServices services;

    Check(ClusterConfig config, LocalServices services) {
        this.config = config;
        this.services = services;
    }

    CheckReport run() throws InterruptedException {
        Instant start = services.time().now();
        HostsToCheck hosts = services.providers().apply(config).hostsToCheck();
        CheckContext context =
                new CheckContext(config, hosts.root(), hosts.headAddress(), hosts.routes(), knownClusterId());
        CheckInput input = new Checkup(context, services.time()).probe(hosts.hosts());
        return new CheckReport(
                config.name(),
                input.probes().stream().map(Check::line).toList(),
                Inspector.findings(input),
                Duration.between(start, services.time().now()));
    }

    private Optional<String> knownClusterId() {
        return services.cache().find(config.name()).map(KnownCluster::clusterId).filter(id -> !id.isEmpty());
    }

    private static HostLine line(HostProbe probe) {
        CheckedHost member = probe.member();
        return switch (probe) {
            case HostProbe.Failed(CheckedHost _, String text, String _) ->
                new HostLine(member.name(), member.type(), member.isHead(), text, Optional.empty(), List.of());
            case HostProbe.Answered answered ->
                new HostLine(
                        member.name(),
                        member.type(),
                        member.isHead(),
                        "",
                        answered.newKey(),
                        new TreeMap<>(answered.facts().values())
                                .entrySet().stream()
                                        .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                                        .toList());
        };
    }
}
