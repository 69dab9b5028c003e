package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Answered;
import dev.muster.core.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reports hosts whose lease belongs to another cluster. */
final class LeaseRule implements CheckRule {
    @Override
    public String check() {
        return "lease";
    }

    @Override
    public String okMessage() {
        return "no other cluster holds it";
    }

    /** Returns one finding for each holder, since a cluster claims its hosts one after the other. The time is that of its first host. */
    @Override
    public Stream<Finding> judge(CheckInput all) {
        Map<String, List<Answered>> holders = new LinkedHashMap<>();
        for (Answered host : all.answered()) {
            String holder = host.value("lease.cluster_id");
            if (!holder.isEmpty() && !all.clusterIds().contains(holder)) {
                holders.computeIfAbsent(holder + " " + describe(host), _ -> new ArrayList<>())
                        .add(host);
            }
        }
        String cluster = all.context().config().name();
        return Stream.concat(
                holders.values().stream().map(hosts -> finding(hosts, cluster)),
                all.answered().stream().flatMap(this::noLease));
    }

    /** Every user of a host may put something in place of the lease. */
    private Stream<Finding> noLease(Answered host) {
        String user = host.value("lease.stranger");
        return user.isEmpty()
                ? Stream.empty()
                : problem(
                        host,
                        "/var/tmp/muster-lease is no lease of a cluster; " + user + " put it there",
                        "to free the host, run: sudo rm -r /var/tmp/muster-lease");
    }

    private Finding finding(List<Answered> hosts, String checked) {
        String since = hosts.stream()
                .map(host -> host.value("lease.since"))
                .min(String::compareTo)
                .orElse("");
        String cluster = hosts.getFirst().value("lease.cluster");
        String fix = cluster.equals(checked)
                ? "an earlier cluster of this name left it; to clear it, run: cluster down -n " + Shell.quote(cluster)
                : "to free it, run: cluster down -n " + Shell.quote(cluster)
                        + "; if that cluster is gone, run: cluster up -n " + Shell.quote(checked) + takeOver(hosts);
        return found(Severity.PROBLEM, hosts, describe(hosts.getFirst()) + ", since " + since + ")", fix);
    }

    private static String takeOver(List<Answered> hosts) {
        return hosts.stream()
                .map(host -> " --take-over " + Shell.quote(host.member().name()))
                .collect(Collectors.joining());
    }

    private static String describe(Answered host) {
        return "is held by cluster " + host.value("lease.cluster") + " of " + host.value("lease.owner") + " (head "
                + host.value("lease.head");
    }
}
