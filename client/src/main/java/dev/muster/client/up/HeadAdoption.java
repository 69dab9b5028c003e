package dev.muster.client.up;

import dev.muster.client.UpPlanView;
import dev.muster.client.head.HeadHost;
import dev.muster.core.ClusterId;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.event.Event;
import dev.muster.core.port.Time;
import dev.muster.core.status.HostCheck;
import dev.muster.launcher.provider.OperatorSide;
import dev.muster.launcher.provider.Teardown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A head that moved to another host: with the user's own authority, what the old one left is ended on every host, itself included, so that the new one
 * finds a free pool. Hosts that do not answer are named and left behind: their leases still name the old head.
 */
record HeadAdoption(Function<ClusterConfig, OperatorSide> providers, UpSpec spec, Time time) {
    /** The plan, with what comes before it. */
    static UpPlanView announce(UpPlanView plan, PreviousHead from) {
        List<String> changes = new ArrayList<>();
        changes.add("the head moves from " + from.known().head()
                + ": its nodes, and what runs on them, are ended on every host first; the cluster starts again");
        changes.addAll(plan.changes());
        return new UpPlanView(
                plan.cluster(), plan.provider(), plan.engine(), plan.engineWhy(), plan.nodes(), changes, plan.notes());
    }

    void run(PreviousHead from, ReadyWatch watch) throws InterruptedException {
        ClusterConfig config = PreviousHead.at(from.known().head(), spec.config(), Optional.of(from.config()));
        try (HeadHost head = HeadHost.of(config, providers.apply(config))) {
            Teardown.Request everything = new Teardown.Request(
                    head.host(),
                    Optional.empty(),
                    Optional.of(new ClusterId(from.known().clusterId())),
                    Optional.of(from.known().head()),
                    false,
                    true,
                    List.of());
            Teardown.Result cleared = head.provider().teardown(everything).clear(Set.of());
            cleared.hosts().stream().filter(check -> !check.isClean()).forEach(check -> watch.write(left(check)));
        }
    }

    private Event left(HostCheck check) {
        String what = check.message().isEmpty() ? String.join(", ", check.leftovers()) : check.message();
        String message = check.host() + " still has what the old head left: " + what;
        return new Event(
                0, time.wallClock(), Event.Kind.HEAD, Optional.empty(), Optional.empty(), "left", message, Map.of());
    }
}
