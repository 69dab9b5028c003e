package dev.muster.client.cluster;

import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.KnownCluster;
import dev.muster.client.ProgressListener;
import dev.muster.client.head.HeadEndpoint;
import dev.muster.core.ClusterId;
import dev.muster.core.Machine;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.NodeProvider;
import dev.muster.core.status.NodeStatus;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import dev.muster.launcher.bootstrap.EndProcessesScript;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.bundle.NodeBundle;
import dev.muster.launcher.provider.local.KnownReaches;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import dev.muster.launcher.provider.local.PoolHostRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** {@code cluster down}: the head ends its workers, we end the head, then every host is looked at. */
final class Down {
    private static final Duration HEAD_PATIENCE = Duration.ofSeconds(5);

    private final HeadHost site;
    private final DownRequest request;
    private final NodeBundle bundle;
    private final LocalServices tools;
    private final List<String> notes = new ArrayList<>();
    private HeadReleasedHosts givenBack = HeadReleasedHosts.NONE;
    /** Hosts that the head could not reach when it was asked to stop. */
    private final Set<String> outOfReach = new TreeSet<>();

    Down(HeadHost site, DownRequest request, NodeBundle bundle, LocalServices tools) {
        this.site = site;
        this.request = request;
        this.bundle = bundle;
        this.tools = tools;
    }

    DownPlanView plan() throws InterruptedException {
        Optional<OperatorHostConnector> pool = site.sites().pool(site.config());
        if (pool.isPresent()) {
            return poolPlan(pool.get());
        }
        HostFacts facts = site.look(bundle);
        if (facts.clusterId().isEmpty()) {
            return new DownPlanView(site.config().name(), List.of(), List.of());
        }
        List<DownPlanView.NodeLine> lines = new ArrayList<>();
        for (Machine machine : provider(facts).machines()) {
            lines.add(new DownPlanView.NodeLine(machine.key().value(), machine.host(), "up"));
        }
        List<String> planNotes =
                facts.isControlAlive() ? List.of() : List.of("the head does not run: its nodes are ended without it");
        return new DownPlanView(site.config().name(), lines, planNotes);
    }

    /** Only hosts that may have something of the cluster: nothing is asked of them yet. */
    private DownPlanView poolPlan(OperatorHostConnector pool) throws InterruptedException {
        String name = site.config().name();
        Optional<HostFacts> facts = lookIfReachable();
        boolean known = facts.filter(this::isHere).isPresent()
                || noted(name).isPresent()
                || request.from().isPresent();
        if (!known && facts.isPresent()) {
            return new DownPlanView(name, List.of(), List.of());
        }
        List<DownPlanView.NodeLine> lines = new ArrayList<>();
        lines.add(new DownPlanView.NodeLine("head", pool.pool().head().host(), "up"));
        pool.pool().workers().forEach(host -> lines.add(new DownPlanView.NodeLine("host", host.host(), "of the pool")));
        departed(facts, pool)
                .forEach(reach -> lines.add(new DownPlanView.NodeLine("host", reach.host(), "left the file")));
        boolean alive = facts.filter(HostFacts::isControlAlive).isPresent();
        return new DownPlanView(
                name, lines, alive ? List.of() : List.of("the head does not run: its nodes are ended without it"));
    }

    private Optional<HostFacts> lookIfReachable() throws InterruptedException {
        try {
            return Optional.of(site.look(bundle));
        } catch (RemoteFailure failure) {
            notes.add("the head's host was not reached (" + failure.text() + ")");
            return Optional.empty();
        }
    }

    /** Also where the head's folder was deleted: the lease on its host still names the cluster. */
    private boolean isHere(HostFacts facts) {
        return !facts.clusterId().isEmpty()
                || facts.isLeasedToHeadOf(site.config().name());
    }

    /** Hosts that are not in the file any more, and where something of the cluster may still be. */
    private List<PoolHostRecord> departed(Optional<HostFacts> facts, OperatorHostConnector pool)
            throws InterruptedException {
        List<PoolHostRecord> known = new ArrayList<>(PoolHostRecord.parse(
                String.join("\n", tools.notes().departed(site.config().name()))));
        if (facts.filter(found -> !found.clusterId().isEmpty()).isPresent()) {
            known.addAll(
                    KnownReaches.read(site.host(), site.folders(facts.get()).head()));
        }
        Map<String, PoolHostRecord> byHost = new LinkedHashMap<>();
        known.stream()
                .filter(reach -> reach.mayHaveTraces() && !pool.isOfTheFile(reach.host()))
                .forEach(reach -> byHost.put(reach.host(), reach));
        return List.copyOf(byHost.values());
    }

    DownReport run(ProgressListener observer) throws InterruptedException {
        Optional<OperatorHostConnector> pool = site.sites().pool(site.config());
        return pool.isPresent() ? runPool(pool.get(), observer) : runHere(observer);
    }

    private DownReport runPool(OperatorHostConnector pool, ProgressListener observer) throws InterruptedException {
        Instant began = tools.time().now();
        String name = site.config().name();
        Optional<HostFacts> facts =
                lookIfReachable().filter(found -> !found.clusterId().isEmpty());
        if (request.saveLogs().isPresent()) {
            SavedLogs logs = new SavedLogs(request.saveLogs().get(), name);
            notes.addAll(new PoolLogs(logs, pool).take());
        }
        List<PoolHostRecord> departed = departed(facts, pool);
        if (facts.isPresent()) {
            stopWorkers(facts.get(), observer);
        }
        Optional<ClusterId> clusterId = facts.map(HostFacts::clusterId)
                .or(() -> noted(name).map(KnownCluster::clusterId))
                .map(ClusterId::new);
        List<DownReport.HostCheck> checks = new PoolDown(pool, departed, clusterId, request, name)
                .run(outOfReach, tools.time()).stream().map(givenBack::told).toList();
        if (noted(name).isPresent()) {
            forget(name, departed, checks);
        }
        return new DownReport(
                name, checks, notes, Duration.between(began, tools.time().now()));
    }

    /** Until everything is clean, hosts that the file does not name any more are known here alone. */
    private void forget(String name, List<PoolHostRecord> departed, List<DownReport.HostCheck> checks) {
        if (checks.stream().allMatch(Down::isClean)) {
            tools.notes().forget(name);
            return;
        }
        List<String> left = checks.stream()
                .filter(check -> !isClean(check))
                .map(DownReport.HostCheck::host)
                .toList();
        tools.notes()
                .keepDeparted(
                        name,
                        departed.stream()
                                .filter(reach -> left.contains(reach.host()))
                                .map(PoolHostRecord::line)
                                .toList());
    }

    /** What this machine knows of it, unless that is of another head than the one that is meant. */
    private Optional<KnownCluster> noted(String name) {
        return tools.notes()
                .find(name)
                .filter(known ->
                        request.from().isEmpty() || request.from().get().equals(known.head()));
    }

    private DownReport runHere(ProgressListener observer) throws InterruptedException {
        Instant began = tools.time().now();
        HostFacts facts = site.look(bundle);
        List<DownReport.HostCheck> checks = new ArrayList<>();
        if (!facts.clusterId().isEmpty()) {
            List<String> nodes = keys(facts);
            notes.addAll(new DownLogs(site, request).save(facts));
            stopWorkers(facts, observer);
            checks.add(endAll(facts, nodes));
        } else {
            // An 'up' that was killed early may have left a lock, or the beginning of a folder.
            remains(facts).clear(request.keepCache());
        }
        if (checks.stream().allMatch(Down::isClean)) {
            tools.notes().forget(site.config().name());
        }
        return new DownReport(
                site.config().name(),
                checks,
                notes,
                Duration.between(began, tools.time().now()));
    }

    private List<String> keys(HostFacts facts) {
        return provider(facts).machines().stream()
                .map(machine -> machine.key().value())
                .toList();
    }

    private static boolean isClean(DownReport.HostCheck check) {
        return check.result() == DownReport.Result.CLEAN;
    }

    /** In order, where a control plane runs; what it does not finish in time is ended without it. */
    private void stopWorkers(HostFacts facts, ProgressListener observer) throws InterruptedException {
        if (!facts.isControlAlive()) {
            return;
        }
        HeadEndpoint endpoint = site.login(facts).endpoint();
        try (ControlSession session =
                ControlSession.within(site, facts, endpoint, request.person(), tools.sessionIds())) {
            WorkerStop.Outcome outcome =
                    new WorkerStop(session.control(), tools.time(), observer).run(WorkerStop.order(request));
            if (!outcome.inTime()) {
                notes.add("the workers did not stop within " + WorkerStop.PATIENCE.toSeconds() + " s");
            } else if (site.config().auth().headPrivateKey().isPresent()) {
                givenBack = HeadReleasedHosts.of(outcome.after());
            }
            keepOutOfReach(outcome.after());
        } catch (ClusterException failure) {
            notes.add("the head did not answer (" + failure.text() + "): its nodes were ended without it");
        }
    }

    private void keepOutOfReach(StatusView status) {
        status.nodes().stream()
                .filter(WorkersGone::isOutOfReach)
                .map(NodeStatus::host)
                .forEach(outOfReach::add);
        status.pool().stream()
                .filter(host -> host.state() == PoolHostState.FAILED)
                .map(StatusView.PoolHost::host)
                .forEach(outOfReach::add);
    }

    private DownReport.HostCheck endAll(HostFacts facts, List<String> nodes) throws InterruptedException {
        NodeProvider provider = provider(facts);
        List<Machine> machines = provider.machines();
        List<String> folders = machines.stream()
                .map(machine -> site.folders(facts).node(machine.key()))
                .toList();
        List<String> leftovers = new ArrayList<>(EndProcessesScript.run(
                site.host(), EndProcessesScript.all(new ClusterId(facts.clusterId())), folders, HEAD_PATIENCE));
        machines.stream().map(Machine::key).filter(key -> !key.isHead()).forEach(provider::remove);
        provider.remove(NodeKey.HEAD);
        leftovers.addAll(remains(facts).clear(request.keepCache()));
        DownReport.Result result = leftovers.isEmpty() ? DownReport.Result.CLEAN : DownReport.Result.LEFTOVERS;
        return new DownReport.HostCheck(
                site.host().name(), nodes, result, List.of("processes", "folders"), leftovers, "");
    }

    private HostCleanup remains(HostFacts facts) {
        return new HostCleanup(site.host(), facts.root(), site.config().name());
    }

    private NodeProvider provider(HostFacts facts) {
        return site.sites().provider(site.config(), new ClusterId(facts.clusterId()));
    }
}
