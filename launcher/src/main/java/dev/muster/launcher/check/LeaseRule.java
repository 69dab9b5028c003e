package dev.muster.launcher.check;

import dev.muster.launcher.check.Look.Seen;
import dev.muster.launcher.usecase.Finding;
import java.util.stream.Stream;

/** A host belongs to one cluster at a time. */
final class LeaseRule implements Rule.OfHost {
    @Override
    public String check() {
        return "lease";
    }

    @Override
    public String fine() {
        return "no other cluster has it";
    }

    @Override
    public Stream<Finding> judge(Seen host, Inspection all) {
        String holder = host.value("lease.cluster_id");
        if (holder.isEmpty() || all.ours().contains(holder)) {
            return Stream.empty();
        }
        String cluster = host.value("lease.cluster");
        String text = "is held by cluster " + cluster + " of " + host.value("lease.owner") + " (head "
                + host.value("lease.head") + ", since " + host.value("lease.since") + ")";
        String mend = cluster.equals(all.question().config().name())
                ? "left by an earlier cluster of this name: cluster down clears it"
                : "cluster down -n " + cluster + " frees it; if that cluster is gone: cluster up --take-over HOST";
        return problem(host, text, mend);
    }
}
