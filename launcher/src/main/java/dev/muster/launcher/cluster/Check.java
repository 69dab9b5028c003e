package dev.muster.launcher.cluster;

import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.check.Checkup;
import dev.muster.launcher.check.Inspection;
import dev.muster.launcher.check.Inspector;
import dev.muster.launcher.check.Look;
import dev.muster.launcher.check.Member;
import dev.muster.launcher.check.Question;
import dev.muster.launcher.check.Subject;
import dev.muster.launcher.onprem.PoolHost;
import dev.muster.launcher.onprem.UserHosts;
import dev.muster.launcher.usecase.CheckReport;
import dev.muster.launcher.usecase.CheckReport.Fact;
import dev.muster.launcher.usecase.CheckReport.HostLine;
import dev.muster.launcher.usecase.KnownCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** {@code cluster check}: look at every host, judge, change nothing. */
final class Check {
    private final Sites sites;
    private final ClusterConfig config;
    private final Tools tools;

    Check(Sites sites, ClusterConfig config, Tools tools) {
        this.sites = sites;
        this.config = config;
        this.tools = tools;
    }

    CheckReport run() throws InterruptedException {
        Instant start = tools.time().now();
        Optional<UserHosts> pool = sites.onlyLooking(config);
        List<Subject> subjects = pool.map(Check::subjects).orElseGet(this::thisMachine);
        Inspection inspection = new Checkup(question(pool), tools.time()).look(subjects);
        return new CheckReport(
                config.name(),
                inspection.looks().stream().map(Check::line).toList(),
                Inspector.findings(inspection),
                Duration.between(start, tools.time().now()));
    }

    private Question question(Optional<UserHosts> pool) {
        Optional<String> knownId =
                tools.notes().find(config.name()).map(KnownCluster::clusterId).filter(id -> !id.isEmpty());
        return new Question(
                config,
                pool.isPresent()
                        ? config.provider().stateDir()
                        : sites.head(config).root(),
                pool.map(UserHosts::headAddress).orElse("127.0.0.1"),
                knownId);
    }

    private static List<Subject> subjects(UserHosts pool) {
        List<Subject> subjects = new ArrayList<>();
        subjects.add(subject(pool, pool.head(), pool.pool().head(), true));
        List<PoolHost> workers = pool.workers();
        for (int i = 0; i < workers.size(); i++) {
            subjects.add(subject(pool, workers.get(i), pool.pool().workers().get(i), false));
        }
        return subjects;
    }

    private static Subject subject(UserHosts pool, PoolHost host, HostConfig config, boolean isHead) {
        Member member = new Member(
                config.host(),
                config.nodeType(),
                isHead,
                host.target().address(),
                host.target().port(),
                host.jumps().stream().findFirst().map(jump -> new Member.Dialled(jump.address(), jump.port())));
        return new Subject(member, host.host(), () -> pool.newKey(host.target()));
    }

    /** Nodes are processes here. */
    private List<Subject> thisMachine() {
        RemoteHost host = sites.head(config).host();
        return List.of(
                new Subject(new Member(host.name(), config.headType(), true, "127.0.0.1", 22), host, Optional::empty));
    }

    private static HostLine line(Look look) {
        Member member = look.member();
        return switch (look) {
            case Look.Missed(Member _, String text, String _) ->
                new HostLine(member.name(), member.type(), member.isHead(), text, Optional.empty(), List.of());
            case Look.Seen seen ->
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
