package dev.muster.client.down;

import dev.muster.client.Approval;
import dev.muster.client.DownPlan;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.ProgressListener;
import dev.muster.client.head.ControlSession;
import dev.muster.client.head.HeadHost;
import dev.muster.client.local.LocalServices;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Control;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.failure.UserError;
import dev.muster.core.status.HostCheck;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.Teardown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code cluster down --workers-only} and {@code --keep-min-workers}: the head stops workers and keeps running. Fails if the head does not run. */
public final class WorkersDown implements DownPlan {
    private final HeadHost head;
    private final DownRequest request;
    private final NodeBundle bundle;
    private final LocalServices services;
    private final DownPlanView view;

    /** Makes the plan without changing anything. The plan owns the connection to the head's host. */
    public WorkersDown(HeadHost head, DownRequest request, NodeBundle bundle, LocalServices services)
            throws InterruptedException {
        this.head = head;
        this.request = request;
        this.bundle = bundle;
        this.services = services;
        this.view = viewOf(head.probe(bundle));
    }

    @Override
    public DownPlanView view() {
        return view;
    }

    /** Asks the head what it would stop now. */
    private DownPlanView viewOf(HostFacts facts) throws InterruptedException {
        String name = head.config().name();
        if (facts.clusterId().isEmpty()) {
            return new DownPlanView(name, false, List.of(), List.of());
        }
        try (ControlSession session = session(facts)) {
            Control control = session.control();
            Set<NodeKey> stopping =
                    Set.copyOf(control.stop(WorkerStop.order(request).asDryRun()));
            List<DownPlanView.NodeLine> lines = control.status().nodes().stream()
                    .filter(node -> stopping.contains(node.name()))
                    .map(node -> new DownPlanView.NodeLine(
                            node.name().value(),
                            node.host(),
                            WorkerStop.stateOf(
                                    node, request.force(), services.time().wallClock())))
                    .toList();
            return new DownPlanView(name, true, lines, List.of(note(lines.isEmpty())));
        }
    }

    private String note(boolean isNothing) {
        return switch (request.scope()) {
            case ABOVE_MINIMUM ->
                isNothing
                        ? "no node type has more workers than its minimum"
                        : "each node type keeps its minimum of workers";
            case WORKERS_ONLY, ALL -> "no worker is launched until the next 'cluster up' or 'cluster request'";
        };
    }

    @Override
    public DownReport run(Approval approval, ProgressListener listener) throws InterruptedException {
        Instant start = services.time().now();
        HostFacts facts = head.probe(bundle);
        if (approval == Approval.OF_THIS_PLAN && !viewOf(facts).endsNoMoreThan(view)) {
            throw new UserError(
                    "the cluster has changed since the plan was shown; nothing was changed",
                    "run '" + request.cluster().command("down") + "' with the same options again to see the new plan");
        }
        if (facts.clusterId().isEmpty()) {
            return report(List.of(), List.of(), List.of(), start);
        }
        try (ControlSession session = session(facts)) {
            List<String> notes = new ArrayList<>(saveLogs(facts));
            StatusView before = session.control().status();
            WorkerStop.Outcome outcome =
                    new WorkerStop(session.control(), services.time(), listener).run(WorkerStop.order(request));
            if (!outcome.inTime()) {
                notes.add("some workers did not stop within " + WorkerStop.TIMEOUT.toSeconds()
                        + " s: the head is still stopping them");
            }
            List<HostCheck> checks = StoppedWorkerChecks.checks(outcome.workers(), before, outcome.after());
            return report(checks, keptNodes(outcome), notes, start);
        }
    }

    private static List<String> keptNodes(WorkerStop.Outcome outcome) {
        return outcome.after().nodes().stream()
                .filter(node -> node.state().holdsMachine())
                .map(NodeStatus::name)
                .filter(key -> !outcome.workers().keys().contains(key))
                .map(NodeKey::value)
                .toList();
    }

    private List<String> saveLogs(HostFacts facts) throws InterruptedException {
        if (request.saveLogs().isEmpty()) {
            return List.of();
        }
        Teardown.Request everything = new Teardown.Request(
                head.host(), Optional.of(facts), Optional.empty(), Optional.empty(), false, false, List.of());
        return head.provider().teardown(everything).saveLogs(request.saveLogs().get());
    }

    private DownReport report(List<HostCheck> checks, List<String> keptNodes, List<String> notes, Instant start) {
        Duration elapsed = Duration.between(start, services.time().now());
        return new DownReport(head.config().name(), checks, keptNodes, notes, elapsed);
    }

    /** Throws {@link NoCluster} if the head does not run, because only the head can stop workers and not launch them again. */
    private ControlSession session(HostFacts facts) throws InterruptedException {
        if (!facts.isControlAlive()) {
            throw new NoCluster(
                    "the head of '" + head.config().name() + "' does not run on "
                            + head.host().name() + ": no worker was stopped",
                    "run '" + request.cluster().command("up") + "' to start it again, or '"
                            + request.cluster().command("down") + "' to stop the whole cluster");
        }
        return ControlSession.within(
                head, facts, head.login(facts).endpoint(), request.requestedBy(), services.sessionIds());
    }

    @Override
    public void close() {
        head.close();
    }
}
