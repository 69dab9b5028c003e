package dev.muster.client.check;

import dev.muster.client.Finding;
import dev.muster.client.Finding.Severity;
import dev.muster.client.check.HostProbe.Seen;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A host belongs to one cluster at a time. */
final class LeaseRule implements CheckRule {
    @Override
    public String check() {
        return "lease";
    }

    @Override
    public String fine() {
        return "no other cluster has it";
    }

    /** A cluster takes its hosts one after the other: they are one finding, since the first of them. */
    @Override
    public Stream<Finding> judge(CheckInput all) {
        Map<String, List<Seen>> holders = new LinkedHashMap<>();
        for (Seen host : all.seen()) {
            String holder = host.value("lease.cluster_id");
            if (!holder.isEmpty() && !all.ours().contains(holder)) {
                holders.computeIfAbsent(holder + " " + words(host), _ -> new ArrayList<>())
                        .add(host);
            }
        }
        String cluster = all.question().config().name();
        return holders.values().stream().map(hosts -> held(hosts, cluster));
    }

    private Finding held(List<Seen> hosts, String asked) {
        String since = hosts.stream()
                .map(host -> host.value("lease.since"))
                .min(String::compareTo)
                .orElse("");
        String cluster = hosts.getFirst().value("lease.cluster");
        String mend = cluster.equals(asked)
                ? "left by an earlier cluster of this name: cluster down clears it"
                : "cluster down -n " + cluster + " frees it; if that cluster is gone: cluster up --take-over HOST";
        return found(Severity.PROBLEM, hosts, words(hosts.getFirst()) + ", since " + since + ")", mend);
    }

    private static String words(Seen host) {
        return "is held by cluster " + host.value("lease.cluster") + " of " + host.value("lease.owner") + " (head "
                + host.value("lease.head");
    }
}
