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
import java.util.Optional;

/**
 * {@code cluster down}: the head ends its workers, this machine ends the head, then every machine is cleared and checked, whether the head was
 * alive or not.
 */
public final class Down implements DownPlan {
    private final HeadHost head;
    private final DownRequest request;
    private final NodeBundle bundle;
    private final LocalServices services;
    private final DownPlanView view;

    /** Looks, changes nothing. The plan owns the connection to the head's machine. */
    public Down(HeadHost head, DownRequest request, NodeBundle bundle, LocalServices services)
            throws InterruptedException {
        this.head = head;
        this.request = request;
        this.bundle = bundle;
        this.services = services;
        this.view = viewOf(look());
    }

    @Override
    public DownPlanView view() {
        return view;
    }

    @Override
    public DownReport run(Approval approval, ProgressListener listener) throws InterruptedException {
        Instant began = services.time().now();
        Situation now = look();
        if (approval == Approval.OF_THIS_PLAN) {
            refuseSurprises(viewOf(now));
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
                Duration.between(began, services.time().now()));
    }

    /**
     * What there is of the cluster.
     *
     * @param facts empty if the head's machine was not reached, or does not exist
     */
    private record Situation(Optional<HostFacts> facts, Teardown teardown, List<String> notes) {
        boolean isControlAlive() {
            return facts.filter(HostFacts::isControlAlive).isPresent();
        }
    }

    private Situation look() throws InterruptedException {
        try {
            Optional<HostFacts> facts =
                    head.provider().headExists() ? Optional.of(head.look(bundle)) : Optional.empty();
            return new Situation(facts, teardown(facts), List.of());
        } catch (RemoteFailure failure) {
            String note = "the head's host was not reached (" + failure.text() + ")";
            return new Situation(Optional.empty(), teardown(Optional.empty()), List.of(note));
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
                        services.notes().departed(cluster())));
    }

    /** Names only machines that may have something of the cluster: nothing is asked of them yet. */
    private DownPlanView viewOf(Situation now) throws InterruptedException {
        if (now.facts().filter(facts -> !isHere(facts)).isPresent()
                && known().isEmpty()
                && request.from().isEmpty()) {
            return new DownPlanView(cluster(), List.of(), List.of());
        }
        List<DownPlanView.NodeLine> lines = now.teardown().targets().stream()
                .map(target -> new DownPlanView.NodeLine(target.node(), target.host(), target.state()))
                .toList();
        boolean endsWithoutHead = !lines.isEmpty() && !now.isControlAlive();
        return new DownPlanView(
                cluster(),
                lines,
                endsWithoutHead ? List.of("the head is not running: its nodes are ended without it") : List.of());
    }

    /** Also if the head's folder was deleted: the lease on its host still names the cluster. */
    private boolean isHere(HostFacts facts) {
        return !facts.clusterId().isEmpty() || facts.isLeasedToHeadOf(cluster());
    }

    private void refuseSurprises(DownPlanView now) {
        if (!now.endsNoMoreThan(view)) {
            throw new UserError(
                    "the cluster has changed since the plan was shown; nothing was changed",
                    "run 'cluster down' again to see what will be stopped");
        }
    }

    /** In order, if a control plane runs. What it does not finish in time is ended without it. */
    private HeadStop stopWorkers(Situation now, ProgressListener listener) throws InterruptedException {
        if (!now.isControlAlive()) {
            return HeadStop.NONE;
        }
        HostFacts facts = now.facts().orElseThrow();
        try (ControlSession session = ControlSession.within(
                head, facts, head.login(facts).endpoint(), request.person(), services.sessionIds())) {
            return HeadStop.of(
                    new WorkerStop(session.control(), services.time(), listener).run(WorkerStop.order(request)),
                    head.config());
        } catch (ClusterException failure) {
            return HeadStop.failed(failure);
        }
    }

    /** Until everything is clean, machines that the file does not name any more are known here alone. */
    private void forget(List<HostCheck> checks, List<String> toRemember) {
        if (known().isEmpty()) {
            return;
        }
        if (checks.stream().allMatch(HostCheck::isClean)) {
            services.notes().forget(cluster());
        } else {
            services.notes().keepDeparted(cluster(), toRemember);
        }
    }

    /** Returns what this machine knows of the cluster, unless that is of another head than the one that is meant. */
    private Optional<KnownCluster> known() {
        return services.notes()
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
