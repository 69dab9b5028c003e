package dev.muster.client.down;

import dev.muster.client.Approval;
import dev.muster.client.DownPlan;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.KnownCluster;
import dev.muster.client.ProgressListener;
import dev.muster.client.head.ControlSession;
import dev.muster.client.head.HeadHost;
import dev.muster.client.local.LocalServices;
import dev.muster.client.up.UpLock;
import dev.muster.core.ClusterId;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.status.HostCheck;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.Teardown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * {@code cluster down}: the head stops its workers, this machine stops the head, then every machine is cleared and checked. If the head does not run,
 * this machine does all of it.
 */
public final class Down implements DownPlan {
    private final HeadHost head;
    private final DownRequest request;
    private final NodeBundle bundle;
    private final LocalServices services;
    private final DownPlanView view;

    /** Makes the plan without changing anything. The plan owns the connection to the head's host. */
    public Down(HeadHost head, DownRequest request, NodeBundle bundle, LocalServices services)
            throws InterruptedException {
        this.head = head;
        this.request = request;
        this.bundle = bundle;
        this.services = services;
        Situation now = probe();
        this.view = withWork(viewOf(now), now);
    }

    @Override
    public DownPlanView view() {
        return view;
    }

    @Override
    public DownReport run(Approval approval, ProgressListener listener) throws InterruptedException {
        Instant start = services.time().now();
        Situation now = probe();
        if (approval == Approval.OF_THIS_PLAN) {
            refuseUnplannedChanges(viewOf(now));
        }
        if (now.facts().isPresent()) {
            UpLock.requireFree(head, now.facts().get().root(), request);
        }
        List<String> notes = new ArrayList<>(now.notes());
        if (request.saveLogs().isPresent()) {
            notes.addAll(now.teardown().saveLogs(request.saveLogs().get()));
        }
        HeadStop stopped = stopWorkers(now, listener);
        notes.addAll(stopped.notes());
        Teardown.Result cleared = now.teardown().clear(stopped.outOfReach());
        List<HostCheck> checks =
                cleared.hosts().stream().map(stopped.released()::explain).toList();
        forget(checks, cleared.toRemember());
        return new DownReport(
                cluster(),
                checks,
                notes,
                Duration.between(start, services.time().now()));
    }

    /**
     * What was found of the cluster.
     *
     * @param facts the facts of the head's host; empty if it was not reached or does not exist
     */
    private record Situation(Optional<HostFacts> facts, Teardown teardown, List<String> notes) {
        boolean isControlAlive() {
            return facts.filter(HostFacts::isControlAlive).isPresent();
        }
    }

    private Situation probe() throws InterruptedException {
        try {
            Optional<HostFacts> facts =
                    head.provider().headExists() ? Optional.of(head.probe(bundle)) : Optional.empty();
            facts.ifPresent(this::requireRecordedCluster);
            return new Situation(facts, teardown(facts), List.of());
        } catch (RemoteFailure failure) {
            String note = "cannot reach the head's host (" + failure.text() + ")";
            return new Situation(Optional.empty(), teardown(Optional.empty()), List.of(note));
        }
    }

    /** {@code --from} means whatever cluster of this name is there. */
    private void requireRecordedCluster(HostFacts facts) {
        if (request.from().isEmpty()) {
            known().ifPresent(known -> known.requireId(facts.clusterId(), request.cluster()));
        }
    }

    private Teardown teardown(Optional<HostFacts> facts) {
        return head.provider()
                .teardown(new Teardown.Request(
                        head.host(),
                        facts,
                        known().map(KnownCluster::clusterId).map(ClusterId::new),
                        request.from(),
                        request.force(),
                        request.keepCache(),
                        services.cache().departedHosts(cluster())));
    }

    /** Lists the machines that may have something of the cluster. They are not contacted yet. */
    private DownPlanView viewOf(Situation now) throws InterruptedException {
        if (now.facts().filter(facts -> !hasCluster(facts)).isPresent()
                && known().isEmpty()
                && request.from().isEmpty()) {
            return new DownPlanView(cluster(), List.of(), otherOwner(now.facts().get()));
        }
        List<DownPlanView.NodeLine> lines = now.teardown().targets().stream()
                .map(target -> new DownPlanView.NodeLine(target.node(), target.host(), target.state()))
                .toList();
        boolean stopsWithoutHead = !lines.isEmpty() && !now.isControlAlive();
        return new DownPlanView(
                cluster(),
                lines,
                stopsWithoutHead ? List.of("the head is not running: this machine stops its nodes") : List.of());
    }

    /** Shows on which nodes work runs, if the head answers. */
    private DownPlanView withWork(DownPlanView plan, Situation now) throws InterruptedException {
        if (!now.isControlAlive() || plan.isEmpty()) {
            return plan;
        }
        try (ControlSession session = session(now.facts().orElseThrow())) {
            Instant clock = services.time().wallClock();
            Map<String, String> busy = new TreeMap<>();
            session.control().status().nodes().stream()
                    .filter(node -> !node.work().isEmpty())
                    .forEach(node -> busy.put(node.name().value(), WorkerStop.stateOf(node, request.force(), clock)));
            return plan.withStates(busy);
        } catch (ClusterException unanswered) {
            return plan;
        }
    }

    private ControlSession session(HostFacts facts) throws InterruptedException {
        return ControlSession.within(
                head, facts, head.login(facts).endpoint(), request.requestedBy(), services.sessionIds());
    }

    /** A cluster of the same name that belongs to another login is not touched. */
    private List<String> otherOwner(HostFacts facts) {
        return facts
                .otherOwnerOf(cluster())
                .map(owner -> head.host().name() + " is held by cluster " + cluster() + " of " + owner
                        + ", who can take it down; nothing of it is touched")
                .stream()
                .toList();
    }

    /** Returns whether the head's host has the cluster. If the head's folder was deleted, the lease on the host still names the cluster. */
    private boolean hasCluster(HostFacts facts) {
        return !facts.clusterId().isEmpty() || facts.isLeasedToHeadOf(cluster());
    }

    private void refuseUnplannedChanges(DownPlanView now) {
        if (!now.endsNoMoreThan(view)) {
            throw new UserError(
                    "the cluster has changed since the plan was shown; nothing was changed",
                    "run '" + request.cluster().command("down") + "' again to see the new plan");
        }
    }

    /** Lets the control plane stop the workers, if it runs. Workers that it does not stop in time are stopped by this machine later. */
    private HeadStop stopWorkers(Situation now, ProgressListener listener) throws InterruptedException {
        if (!now.isControlAlive()) {
            return HeadStop.NONE;
        }
        HostFacts facts = now.facts().orElseThrow();
        try (ControlSession session = session(facts)) {
            return HeadStop.of(
                    new WorkerStop(session.control(), services.time(), listener).run(WorkerStop.order(request)),
                    head.config());
        } catch (ClusterException failure) {
            return HeadStop.failed(failure);
        }
    }

    /** Removes the cluster from this machine's cache once every host is clean. Until then, the cache keeps the hosts that are no longer in the config. */
    private void forget(List<HostCheck> checks, List<String> toRemember) {
        if (known().isEmpty()) {
            return;
        }
        if (checks.stream().allMatch(HostCheck::isClean)) {
            services.cache().forget(cluster());
        } else {
            services.cache().rememberDepartedHosts(cluster(), toRemember);
        }
    }

    /** Returns the stored cluster, unless {@code --from} names another head. */
    private Optional<KnownCluster> known() {
        return services.cache()
                .find(cluster())
                .filter(known ->
                        request.from().isEmpty() || request.from().get().equals(known.head()));
    }

    private String cluster() {
        return head.config().name();
    }

    @Override
    public void close() {
        head.close();
    }
}
