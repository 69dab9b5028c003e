package dev.muster.client.cluster;

import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.ProgressListener;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Control;
import dev.muster.core.failure.NoCluster;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bundle.NodeBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code cluster down --workers-only} and {@code --keep-min-workers}: the head stays, and ends the workers. Without a head that runs, it fails. */
final class WorkersDown {
    private final HeadHost site;
    private final DownRequest request;
    private final NodeBundle bundle;
    private final LocalServices tools;

    WorkersDown(HeadHost site, DownRequest request, NodeBundle bundle, LocalServices tools) {
        this.site = site;
        this.request = request;
        this.bundle = bundle;
        this.tools = tools;
    }

    /** The head's own answer: what it would stop now. */
    DownPlanView plan() throws InterruptedException {
        HostFacts facts = site.look(bundle);
        String name = site.config().name();
        if (facts.clusterId().isEmpty()) {
            return new DownPlanView(name, false, List.of(), List.of());
        }
        try (ControlSession session = session(facts)) {
            Control control = session.control();
            Set<NodeKey> going =
                    Set.copyOf(control.stop(WorkerStop.order(request).asDryRun()));
            List<DownPlanView.NodeLine> lines = control.status().nodes().stream()
                    .filter(node -> going.contains(node.name()))
                    .map(node -> new DownPlanView.NodeLine(
                            node.name().value(), node.host(), node.state().wireName()))
                    .toList();
            return new DownPlanView(name, true, lines, List.of(note(lines.isEmpty())));
        }
    }

    private String note(boolean isNothing) {
        return switch (request.scope()) {
            case ABOVE_MINIMUM ->
                isNothing ? "no type has more workers than its minimum" : "each type keeps its minimum of workers";
            case WORKERS_ONLY, ALL -> "no worker is launched until the next 'cluster up' or 'cluster request'";
        };
    }

    DownReport run(ProgressListener observer) throws InterruptedException {
        Instant began = tools.time().now();
        HostFacts facts = site.look(bundle);
        if (facts.clusterId().isEmpty()) {
            return report(List.of(), List.of(), List.of(), began);
        }
        try (ControlSession session = session(facts)) {
            List<String> notes = new ArrayList<>(new DownLogs(site, request).save(facts));
            StatusView before = session.control().status();
            WorkerStop.Outcome outcome =
                    new WorkerStop(session.control(), tools.time(), observer).run(WorkerStop.order(request));
            if (!outcome.inTime()) {
                notes.add("some workers did not stop within " + WorkerStop.PATIENCE.toSeconds()
                        + " s: the head goes on stopping them");
            }
            List<DownReport.HostCheck> checks = LeavingWorkers.checks(outcome.departure(), before, outcome.after());
            return report(checks, kept(outcome), notes, began);
        }
    }

    private static List<String> kept(WorkerStop.Outcome outcome) {
        return outcome.after().nodes().stream()
                .filter(node -> node.state().holdsMachine())
                .map(NodeStatus::name)
                .filter(key -> !outcome.departure().going().contains(key))
                .map(NodeKey::value)
                .toList();
    }

    private DownReport report(List<DownReport.HostCheck> checks, List<String> kept, List<String> notes, Instant began) {
        Duration elapsed = Duration.between(began, tools.time().now());
        return new DownReport(site.config().name(), checks, kept, notes, elapsed);
    }

    /** Only the head can tell its workers to end and remember that none is to come: without it nothing is done. */
    private ControlSession session(HostFacts facts) throws InterruptedException {
        if (!facts.isControlAlive()) {
            throw new NoCluster(
                    "the head of '" + site.config().name() + "' does not run on "
                            + site.host().name() + ": no worker was stopped",
                    "'cluster up' starts it again; 'cluster down' ends everything without it");
        }
        return ControlSession.within(site, facts, site.login(facts).endpoint(), request.person(), tools.sessionIds());
    }
}
