package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.launcher.bootstrap.HostRequirements;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks free space, and whether programs can be written and started in the node folder. */
final class DiskRule implements CheckRule {
    private static final long LOW_KIB = 2 * 1024 * 1024;
    private static final long LOW_TMP_KIB = 100 * 1024;
    private static final long MIN_INODES = 2000;
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb2", "lustre", "gpfs", "afs", "ceph", "beegfs", "panfs");
    private static final String FREE_SPACE = "free space there, or set provider.state_dir to another folder";

    @Override
    public String check() {
        return "disk";
    }

    @Override
    public String okMessage() {
        return "enough space and inodes, writable, programs can be started";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return Stream.concat(space(all), all.answered().stream().flatMap(this::of));
    }

    /** Returns one finding for all hosts with little space at the same root, with the smallest amount. */
    private Stream<Finding> space(CheckInput all) {
        List<Answered> without = all.answered().stream()
                .filter(host -> host.facts().folders().keySet().stream().noneMatch(all.clusterIds()::contains))
                .toList();
        List<Answered> tooLittle = without.stream()
                .filter(host -> free(host, "root_disk") < HostRequirements.LEAST_FREE_KIB)
                .toList();
        List<Answered> low = all.answered().stream()
                .filter(host -> free(host, "root_disk") < LOW_KIB && !tooLittle.contains(host))
                .toList();
        return Stream.concat(
                space(Severity.PROBLEM, tooLittle, ", 400 MiB are needed"),
                space(Severity.WARNING, low, ", and logs and environments grow"));
    }

    private Stream<Finding> space(Severity severity, List<Answered> hosts, String why) {
        return hosts.stream().collect(Collectors.groupingBy(host -> host.value("root"))).entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(same -> {
                    long least = same.getValue().stream()
                            .mapToLong(host -> free(host, "root_disk"))
                            .min()
                            .orElse(0);
                    String only = same.getValue().size() == 1 ? "only " : "as little as ";
                    String text = only + ReadableSize.ofKib(least) + " are free at " + same.getKey() + why;
                    return found(severity, same.getValue(), text, FREE_SPACE);
                });
    }

    private static long free(Answered host, String disk) {
        return host.facts().number(disk + ".free_kib").orElse(Long.MAX_VALUE);
    }

    private Stream<Finding> of(Answered host) {
        return Stream.of(root(host), temporary(host), lease(host), quota(host)).flatMap(each -> each);
    }

    private Stream<Finding> root(Answered host) {
        if (!host.value("root.fault").isEmpty()) {
            return problem(host, host.value("root.fault"), host.value("root.fix"));
        }
        String folder = host.value("root_disk");
        if (NETWORK.contains(host.value("root_disk.type"))) {
            return problem(
                    host,
                    folder + " is on a network file system (" + host.value("root_disk.type")
                            + "), where nodes cannot keep their state",
                    "set provider.state_dir to a local folder");
        }
        Optional<HostRequirements.Refusal> unfit = new HostRequirements.Place(
                        folder,
                        host.value("root_disk.mount"),
                        host.value("root_disk.options"),
                        !host.facts().has("root_disk.writable", "no"))
                .problem();
        if (unfit.isPresent()) {
            return problem(host, unfit.get().reason(), unfit.get().hint());
        }
        if (host.facts().number("root_disk.free_inodes").orElse(MIN_INODES) < MIN_INODES) {
            return problem(host, "almost no inodes are free at " + host.value("root"), FREE_SPACE);
        }
        return Stream.empty();
    }

    private Stream<Finding> temporary(Answered host) {
        if (host.facts().has("tmp_disk.writable", "no")) {
            return warning(
                    host, "/tmp is not writable, but setup commands and pip need it", "run: sudo chmod 1777 /tmp");
        }
        if (free(host, "tmp_disk") < LOW_TMP_KIB) {
            return warning(
                    host,
                    "/tmp is full (less than 100 MiB are free)",
                    "delete files in /tmp, or set TMPDIR in environment.env_vars");
        }
        return host.facts().lists("tmp_disk.options", "noexec")
                ? note(
                        host,
                        "/tmp is mounted noexec, so installers that start programs there fail",
                        "set TMPDIR in environment.env_vars")
                : Stream.empty();
    }

    private Stream<Finding> lease(Answered host) {
        return host.facts().has("lease_disk.writable", "no")
                ? problem(
                        host,
                        "/var/tmp is not writable, but a cluster keeps its lease there",
                        "run: sudo chmod 1777 /var/tmp")
                : Stream.empty();
    }

    private Stream<Finding> quota(Answered host) {
        return host.value("quota").isEmpty()
                ? Stream.empty()
                : problem(host, "the disk quota is used up on " + host.value("quota"), FREE_SPACE);
    }
}
