package dev.muster.client.cluster;

import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.UpPlanView;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A head that moved to another host: with the user's own authority, what the old one left is ended on every host, itself included, so that the new one
 * finds a free pool. Hosts that do not answer are named and left behind: their leases still name the old head.
 */
record HeadAdoption(ClusterSites sites, UpSpec wish, Time time) {
    /** The plan, with what comes before it. */
    static UpPlanView told(UpPlanView plan, PreviousHead from) {
        List<String> changes = new ArrayList<>();
        changes.add("the head moves from " + from.known().head()
                + ": its nodes, and what runs on them, are ended on every host first; the cluster starts again");
        changes.addAll(plan.changes());
        return new UpPlanView(
                plan.cluster(), plan.provider(), plan.engine(), plan.engineWhy(), plan.nodes(), changes, plan.notes());
    }

    void run(PreviousHead from, ReadyWatch watch) throws InterruptedException {
        String head = from.known().head();
        ClusterConfig config = PreviousHead.at(head, wish.config(), Optional.of(from.config()));
        OperatorHostConnector pool =
                sites.pool(config).orElseThrow(() -> new UserError("--adopt is for hosts of a pool"));
        DownRequest request = new DownRequest(
                wish.request().cluster(),
                DownRequest.Scope.ALL,
                false,
                true,
                Optional.empty(),
                Optional.of(head),
                wish.request().person());
        Optional<ClusterId> id = Optional.of(new ClusterId(from.known().clusterId()));
        for (DownReport.HostCheck check :
                new PoolDown(pool, List.of(), id, request, config.name()).run(Set.of(), time)) {
            if (check.result() != DownReport.Result.CLEAN) {
                watch.write(left(check));
            }
        }
    }

    private Event left(DownReport.HostCheck check) {
        String what = check.message().isEmpty() ? String.join(", ", check.leftovers()) : check.message();
        String message = check.host() + " still has what the old head left: " + what;
        return new Event(
                0, time.wallClock(), Event.Kind.HEAD, Optional.empty(), Optional.empty(), "left", message, Map.of());
    }
}
