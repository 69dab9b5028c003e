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
 * Clears what the previous head left on every host, including its own, when a head moves to another host. It logs in as the user of the config. Hosts
 * that do not answer are reported and skipped; their leases still name the previous head.
 */
record HeadAdoption(Function<ClusterConfig, OperatorSide> providers, UpSpec spec, Time time) {
    /** Returns the plan with the clean-up before it. */
    static UpPlanView addTo(UpPlanView plan, PreviousHead from) {
        List<String> changes = new ArrayList<>();
        changes.add("the head moves from " + from.known().head()
                + ": all nodes and their running work are stopped first, then the cluster starts again");
        changes.addAll(plan.changes());
        return new UpPlanView(
                plan.cluster(),
                plan.provider(),
                plan.engine(),
                plan.engineReason(),
                plan.nodes(),
                changes,
                plan.notes());
    }

    void run(PreviousHead from, ReadyWatch watch) throws InterruptedException {
        ClusterConfig config = PreviousHead.withHeadOn(from.known().head(), spec.config(), Optional.of(from.config()));
        try (HeadHost head =
                HeadHost.of(config, providers.apply(config), spec.request().cluster())) {
            Teardown.Request everything = new Teardown.Request(
                    head.host(),
                    Optional.empty(),
                    Optional.of(new ClusterId(from.known().clusterId())),
                    Optional.of(from.known().head()),
                    false,
                    true,
                    List.of());
            Teardown.Result cleared = head.provider().teardown(everything).clear(Set.of());
            cleared.hosts().stream().filter(check -> !check.isClean()).forEach(check -> watch.write(leftovers(check)));
        }
    }

    private Event leftovers(HostCheck check) {
        String what = check.message().isEmpty() ? String.join(", ", check.leftovers()) : check.message();
        String message = check.host() + " still has leftovers of the previous head: " + what;
        return new Event(
                0, time.wallClock(), Event.Kind.HEAD, Optional.empty(), Optional.empty(), "left", message, Map.of());
    }
}
