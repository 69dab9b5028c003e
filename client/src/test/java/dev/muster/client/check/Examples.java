package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.config.provider.ProcessNodes;
import dev.muster.core.Resources;
import dev.muster.core.config.AuthConfig;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.CommandsConfig;
import dev.muster.core.config.EngineConfig;
import dev.muster.core.config.EnvironmentConfig;
import dev.muster.core.config.FilesConfig;
import dev.muster.core.config.NodeTypeConfig;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.RouteProblems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts without findings. A test changes single facts: {@code worker(2, "cpus=4")}. */
final class Examples {
    static final String HEAD = "10.0.0.1";
    static final String OTHER = "00aa";
    static final String THIS_CLUSTER = "00bb";

    private Examples() {}

    static ClusterConfig config(EnvironmentConfig environment, AuthConfig auth, List<String> setup) {
        NodeTypeConfig type = new NodeTypeConfig(
                "worker", 0, 9, Resources.NONE, Map.of(), Duration.ofMinutes(5), 0, List.of(), setup);
        return new ClusterConfig(
                "lab",
                new ProcessNodes(7373, Optional.empty()),
                auth,
                Map.of("worker", type),
                "worker",
                9,
                1.0,
                Duration.ofMinutes(5),
                environment,
                FilesConfig.NONE,
                CommandsConfig.NONE,
                EngineConfig.NATIVE);
    }

    static CheckContext context() {
        return context(config(EnvironmentConfig.NONE, AuthConfig.NONE, List.of()));
    }

    static CheckContext context(ClusterConfig config) {
        return new CheckContext(config, Optional.empty(), HEAD, RouteProblems.NONE, Optional.empty());
    }

    static Answered head(String... facts) {
        return answered(new CheckedHost("vm1", "worker", true, HEAD, 22), facts);
    }

    /** Returns a worker on host {@code vmN}. */
    static Answered worker(int number, String... facts) {
        return answered(new CheckedHost("vm" + number, "worker", false, "10.0.0." + number, 22), facts);
    }

    /** The given facts replace the default ones. A fact without a value counts as not reported. */
    private static Answered answered(CheckedHost member, String... facts) {
        List<String> lines = new ArrayList<>(List.of(CheckFacts.FIRST_LINE));
        lines.addAll(List.of(facts));
        lines.addAll(defaultFacts(member));
        lines.add("end=yes");
        CheckFacts parsed = CheckFacts.parse(String.join("\n", lines)).orElseThrow();
        return new Answered(member, parsed, Optional.of(Duration.ZERO), Optional.empty());
    }

    static Answered withClock(Answered host, Duration ahead) {
        return new Answered(host.member(), host.facts(), Optional.of(ahead), host.newKey());
    }

    private static List<String> defaultFacts(CheckedHost member) {
        String number = member.name().substring(2);
        List<String> lines = new ArrayList<>(List.of(
                "os=Linux",
                "arch=x86_64",
                "kernel=6.1.0",
                "distro=Debian 12",
                "glibc=glibc 2.36",
                "hostname=" + member.name(),
                "machine_id=machine" + number,
                "boot_id=boot" + number,
                "user=bob",
                "uid=1000",
                "home=/home/bob",
                "cpus=8",
                "cpu_model=Xeon",
                "memory_kib=16384000",
                "memory_free_kib=15000000",
                "root=/home/bob/.muster",
                "root_disk=/home/bob",
                "root_disk.type=ext2/ext3",
                "root_disk.free_kib=90000000",
                "root_disk.free_inodes=1000000",
                "root_disk.options=rw,relatime",
                "root_disk.writable=yes",
                "tmp_disk.writable=yes",
                "tmp_disk.free_kib=90000000",
                "lease_disk.writable=yes",
                "home.stat=64768 " + number + " 1700000000.000000001",
                "home.kernel=170000000" + number,
                "home.source=ext4 /dev/vda1 /",
                "listening=0016",
                "cgroup=2",
                "cgroup.controllers=cpu memory pids",
                "cgroup.writable=yes",
                "keys.writable=yes",
                "python=/usr/bin/python3",
                "python.version=Python 3.11.2"));
        lines.addAll(
                member.isHead()
                        ? List.of("reach=22/10.0.0.2 open", "reach=22/10.0.0.3 open")
                        : List.of("reach=7373/10.0.0.1 refused"));
        return lines;
    }

    static List<Finding> findings(HostProbe... hosts) {
        return findings(context(), hosts);
    }

    /** Returns all findings except those of severity OK. */
    static List<Finding> findings(CheckContext context, HostProbe... hosts) {
        return Inspector.findings(new CheckInput(context, List.of(hosts))).stream()
                .filter(finding -> finding.severity() != Severity.OK)
                .toList();
    }

    /** Returns each finding as one line, such as {@code "problem clock vm2,vm3: is ..."}. */
    static List<String> lines(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.severity().wireName() + " " + finding.check() + " "
                        + String.join(",", finding.hosts()) + ": " + finding.text())
                .toList();
    }
}
