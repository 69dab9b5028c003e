package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Seen;
import dev.muster.launcher.bootstrap.HostRequirements;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Room, and whether programs may be written and started where a node's folder will be. */
final class DiskRule implements CheckRule {
    private static final long LITTLE_KIB = 2 * 1024 * 1024;
    private static final long LITTLE_TMP_KIB = 100 * 1024;
    private static final long LEAST_INODES = 2000;
    private static final Set<String> NETWORK =
            Set.of("nfs", "nfs4", "cifs", "smb2", "lustre", "gpfs", "afs", "ceph", "beegfs", "panfs");
    private static final String OTHER_PLACE = "free some, or name another place as provider.state_dir";

    @Override
    public String check() {
        return "disk";
    }

    @Override
    public String fine() {
        return "enough room and inodes, writable, programs may be started";
    }

    @Override
    public Stream<Finding> judge(CheckInput all) {
        return Stream.concat(room(all), all.seen().stream().flatMap(this::of));
    }

    /** One line for all hosts with little room, with the worst of them. */
    private Stream<Finding> room(CheckInput all) {
        List<Seen> without = all.seen().stream()
                .filter(host -> host.facts().folders().keySet().stream().noneMatch(all.ours()::contains))
                .toList();
        List<Seen> tooLittle = without.stream()
                .filter(host -> free(host, "root_disk") < HostRequirements.LEAST_FREE_KIB)
                .toList();
        List<Seen> little = all.seen().stream()
                .filter(host -> free(host, "root_disk") < LITTLE_KIB && !tooLittle.contains(host))
                .toList();
        return Stream.concat(
                room(Severity.PROBLEM, tooLittle, ", 400 MiB are needed"),
                room(Severity.WARNING, little, "; logs and environments grow"));
    }

    private Stream<Finding> room(Severity severity, List<Seen> hosts, String why) {
        return hosts.stream().collect(Collectors.groupingBy(host -> host.value("root"))).entrySet().stream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .map(same -> {
                    long least = same.getValue().stream()
                            .mapToLong(host -> free(host, "root_disk"))
                            .min()
                            .orElse(0);
                    String only = same.getValue().size() == 1 ? "only " : "as little as ";
                    String text = only + ReadableSize.ofKib(least) + " are free at " + same.getKey() + why;
                    return found(severity, same.getValue(), text, OTHER_PLACE);
                });
    }

    private static long free(Seen host, String disk) {
        return host.facts().number(disk + ".free_kib").orElse(Long.MAX_VALUE);
    }

    private Stream<Finding> of(Seen host) {
        return Stream.of(root(host), temporary(host), lease(host), quota(host)).flatMap(each -> each);
    }

    private Stream<Finding> root(Seen host) {
        if (!host.value("root.fault").isEmpty()) {
            return problem(host, host.value("root.fault"), host.value("root.fix"));
        }
        String folder = host.value("root_disk");
        if (NETWORK.contains(host.value("root_disk.type"))) {
            return problem(
                    host,
                    folder + " is on a network file system (" + host.value("root_disk.type")
                            + "): neither identity nor state may live there",
                    "name a local folder as provider.state_dir");
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
        if (host.facts().number("root_disk.free_inodes").orElse(LEAST_INODES) < LEAST_INODES) {
            return problem(host, "nearly no inodes are free at " + host.value("root"), OTHER_PLACE);
        }
        return Stream.empty();
    }

    private Stream<Finding> temporary(Seen host) {
        if (host.facts().has("tmp_disk.writable", "no")) {
            return warning(host, "/tmp is not writable: setup commands and pip need it", "sudo chmod 1777 /tmp");
        }
        if (free(host, "tmp_disk") < LITTLE_TMP_KIB) {
            return warning(
                    host,
                    "/tmp is full (less than 100 MiB are free)",
                    "clear it, or set TMPDIR in environment.env_vars");
        }
        return host.facts().lists("tmp_disk.options", "noexec")
                ? note(
                        host,
                        "/tmp is mounted noexec: installers that start programs there fail",
                        "set TMPDIR in environment.env_vars")
                : Stream.empty();
    }

    private Stream<Finding> lease(Seen host) {
        return host.facts().has("lease_disk.writable", "no")
                ? problem(
                        host,
                        "/var/tmp is not writable: a cluster marks there that it has the host",
                        "sudo chmod 1777 /var/tmp")
                : Stream.empty();
    }

    private Stream<Finding> quota(Seen host) {
        return host.value("quota").isEmpty()
                ? Stream.empty()
                : problem(host, "the disk quota is used up on " + host.value("quota"), OTHER_PLACE);
    }
}
