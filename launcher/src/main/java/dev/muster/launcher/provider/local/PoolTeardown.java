package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.node.NodeFolders;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.Time;
import dev.muster.core.status.HostCheck;
import dev.muster.launcher.bootstrap.HostFacts;
import dev.muster.launcher.provider.LogArchives;
import dev.muster.launcher.provider.Teardown;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Every host of a pool, and every jump host of its head's, is cleared and looked at directly, whether the head lives or not. Hosts that do not answer are named. */
final class PoolTeardown implements Teardown {
    private static final int SIDE_BY_SIDE = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** As long as one attempt at a connection may take. */
    private static final Duration FOR_DOUBTFUL = Duration.ofSeconds(20);

    private static final List<String> CHECKED = List.of("processes", "folders", "authorized_keys", "lease");

    private final OperatorHostConnector pool;
    private final String cluster;
    private final Request request;
    private final Time time;
    private final PoolLeave leave;

    PoolTeardown(OperatorHostConnector pool, String cluster, Request request, Time time) {
        this.pool = pool;
        this.cluster = cluster;
        this.request = request;
        this.time = time;
        this.leave = new PoolLeave(
                cluster,
                headFacts().map(HostFacts::clusterId).map(ClusterId::new).or(request::clusterId),
                request.formerHead(),
                pool.pool().stateDir(),
                request.force() ? Duration.ZERO : PATIENCE,
                request.keepCache());
    }

    /** What was found of the cluster on the head's host; empty if it has nothing of it. */
    private Optional<HostFacts> headFacts() {
        return request.headFacts().filter(facts -> !facts.clusterId().isEmpty());
    }

    @Override
    public List<Target> targets() throws InterruptedException {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target("head", pool.pool().head().host(), "up"));
        pool.pool().workers().forEach(host -> targets.add(new Target("host", host.host(), "of the pool")));
        departed().forEach(reach -> targets.add(new Target("host", reach.host(), "left the file")));
        return targets;
    }

    /** Hosts that are not in the file any more, and where something of the cluster may still be. */
    private List<PoolHostRecord> departed() throws InterruptedException {
        List<PoolHostRecord> known = new ArrayList<>(PoolHostRecord.parse(String.join("\n", request.remembered())));
        if (headFacts().isPresent()) {
            String folder = new NodeFolders(headFacts().get().root(), cluster).head();
            known.addAll(KnownReaches.read(request.head(), folder));
        }
        Map<String, PoolHostRecord> byHost = new LinkedHashMap<>();
        known.stream()
                .filter(reach -> reach.mayHaveTraces() && !pool.isOfTheFile(reach.host()))
                .forEach(reach -> byHost.put(reach.host(), reach));
        return List.copyOf(byHost.values());
    }

    @Override
    public List<String> saveLogs(Path folder) throws InterruptedException {
        return new PoolLogs(new LogArchives(folder, cluster), pool).take();
    }

    /** Whoever left the file and is not clean yet is remembered: this machine alone knows of it. */
    @Override
    public Result clear(Set<String> doubtful) throws InterruptedException {
        List<PoolHostRecord> departed = departed();
        List<HostCheck> checks = clear(departed, doubtful);
        Set<String> left = checks.stream()
                .filter(check -> !check.isClean())
                .map(HostCheck::host)
                .collect(Collectors.toSet());
        return new Result(
                checks,
                departed.stream()
                        .filter(reach -> left.contains(reach.host()))
                        .map(PoolHostRecord::line)
                        .toList());
    }

    /** Returns one check for each host, the head's first. */
    private List<HostCheck> clear(List<PoolHostRecord> departed, Set<String> doubtful) throws InterruptedException {
        List<PoolHost> hosts = new ArrayList<>(List.of(pool.head()));
        hosts.addAll(pool.workers());
        departed.forEach(reach -> hosts.add(pool.departed(reach)));
        hosts.addAll(pool.jumps());
        try {
            List<TaskResult<List<String>>> ended = end(hosts, doubtful);
            List<PoolHost> reached = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                if (ended.get(i) instanceof TaskResult.Ok<?>) {
                    reached.add(hosts.get(i));
                }
            }
            List<TaskResult<List<String>>> cleared = stage(PoolLeave.Stage.CLEAR, reached);
            List<HostCheck> checks = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                int at = reached.indexOf(hosts.get(i));
                checks.add(check(hosts.get(i), at < 0 ? ended.get(i) : cleared.get(at)));
            }
            return checks;
        } finally {
            hosts.forEach(PoolHost::close);
        }
    }

    private List<TaskResult<List<String>>> end(List<PoolHost> hosts, Set<String> doubtful) throws InterruptedException {
        List<Callable<List<String>>> lanes = new ArrayList<>();
        for (PoolHost host : hosts) {
            boolean isDoubtful = doubtful.contains(host.target().name());
            lanes.add(() -> {
                if (isDoubtful) {
                    reach(host);
                }
                return leave.run(host.host(), PoolLeave.Stage.END);
            });
        }
        return new FanOut(SIDE_BY_SIDE).settle(lanes);
    }

    private void reach(PoolHost host) throws InterruptedException {
        Callable<Boolean> attempt =
                () -> host.host().run(RemoteCommand.of("true")).ok();
        if (FanOut.within(FOR_DOUBTFUL, time::sleep, attempt).isEmpty()) {
            String name = host.target().name();
            throw RemoteFailure.unreachable(
                    name, name + " was lost before, and did not answer within " + FOR_DOUBTFUL.toSeconds() + " s");
        }
    }

    private List<TaskResult<List<String>>> stage(PoolLeave.Stage stage, List<PoolHost> which)
            throws InterruptedException {
        List<Callable<List<String>>> lanes = new ArrayList<>();
        which.forEach(host -> lanes.add(() -> leave.run(host.host(), stage)));
        return new FanOut(SIDE_BY_SIDE).settle(lanes);
    }

    private static HostCheck check(PoolHost host, TaskResult<List<String>> outcome) {
        String name = host.target().name();
        return switch (outcome) {
            case TaskResult.Ok<List<String>>(List<String> left) ->
                new HostCheck(
                        name,
                        List.of(),
                        left.isEmpty() ? HostCheck.Result.CLEAN : HostCheck.Result.LEFTOVERS,
                        CHECKED,
                        left,
                        "");
            case TaskResult.Failed<List<String>>(Exception failure) ->
                new HostCheck(name, List.of(), HostCheck.Result.UNREACHABLE, List.of(), List.of(), text(failure));
        };
    }

    private static String text(Exception failure) {
        return failure instanceof ClusterException known ? known.text() : failure.toString();
    }
}
