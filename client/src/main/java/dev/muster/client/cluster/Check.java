package dev.muster.client.cluster;

import dev.muster.client.CheckReport;
import dev.muster.client.CheckReport.Fact;
import dev.muster.client.CheckReport.HostLine;
import dev.muster.client.KnownCluster;
import dev.muster.client.check.CheckContext;
import dev.muster.client.check.CheckInput;
import dev.muster.client.check.CheckTarget;
import dev.muster.client.check.CheckedHost;
import dev.muster.client.check.Checkup;
import dev.muster.client.check.HostProbe;
import dev.muster.client.check.Inspector;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import dev.muster.launcher.provider.local.PoolHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code cluster check}: look at every host, judge, change nothing. */
final class Check {
    private final ClusterSites sites;
    private final ClusterConfig config;
    private final LocalServices tools;

    Check(ClusterSites sites, ClusterConfig config, LocalServices tools) {
        this.sites = sites;
        this.config = config;
        this.tools = tools;
    }

    CheckReport run() throws InterruptedException {
        Instant start = tools.time().now();
        Optional<OperatorHostConnector> pool = sites.onlyLooking(config);
        List<CheckTarget> subjects = pool.map(Check::subjects).orElseGet(this::thisMachine);
        CheckInput inspection = new Checkup(question(pool), tools.time()).look(subjects);
        return new CheckReport(
                config.name(),
                inspection.looks().stream().map(Check::line).toList(),
                Inspector.findings(inspection),
                Duration.between(start, tools.time().now()));
    }

    private CheckContext question(Optional<OperatorHostConnector> pool) {
        Optional<String> knownId =
                tools.notes().find(config.name()).map(KnownCluster::clusterId).filter(id -> !id.isEmpty());
        return new CheckContext(
                config,
                pool.isPresent()
                        ? config.provider().stateDir()
                        : sites.head(config).root(),
                pool.map(OperatorHostConnector::headAddress).orElse("127.0.0.1"),
                knownId);
    }

    private static List<CheckTarget> subjects(OperatorHostConnector pool) {
        List<CheckTarget> subjects = new ArrayList<>();
        subjects.add(subject(pool, pool.head(), pool.pool().head(), true));
        List<PoolHost> workers = pool.workers();
        for (int i = 0; i < workers.size(); i++) {
            subjects.add(subject(pool, workers.get(i), pool.pool().workers().get(i), false));
        }
        return subjects;
    }

    private static CheckTarget subject(OperatorHostConnector pool, PoolHost host, HostConfig config, boolean isHead) {
        CheckedHost member = new CheckedHost(
                config.host(),
                config.nodeType(),
                isHead,
                host.target().address(),
                host.target().port(),
                host.jumps().stream().findFirst().map(jump -> new CheckedHost.Dialled(jump.address(), jump.port())));
        return new CheckTarget(member, host.host(), () -> pool.newKey(host.target()));
    }

    /** Nodes are processes here. */
    private List<CheckTarget> thisMachine() {
        RemoteHost host = sites.head(config).host();
        return List.of(new CheckTarget(
                new CheckedHost(host.name(), config.headType(), true, "127.0.0.1", 22), host, Optional::empty));
    }

    private static HostLine line(HostProbe look) {
        CheckedHost member = look.member();
        return switch (look) {
            case HostProbe.Missed(CheckedHost _, String text, String _) ->
                new HostLine(member.name(), member.type(), member.isHead(), text, Optional.empty(), List.of());
            case HostProbe.Seen seen ->
                new HostLine(
                        member.name(),
                        member.type(),
                        member.isHead(),
                        "",
                        seen.newKey(),
                        new TreeMap<>(seen.facts().values())
                                .entrySet().stream()
                                        .map(fact -> new Fact(fact.getKey(), fact.getValue()))
                                        .toList());
        };
    }
}
