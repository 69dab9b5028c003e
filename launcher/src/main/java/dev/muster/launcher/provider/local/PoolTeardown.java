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
import dev.muster.launcher.provider.local.state.PoolFiles;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Removes a cluster from every host of a pool and every jump host of its head. Connects to each host itself, so the head need not be alive. Reports
 * hosts that do not answer.
 */
final class PoolTeardown implements Teardown {
    private static final int PARALLEL_HOSTS = 32;
    private static final int PARALLEL_ARCHIVES = 16;
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(5);
    /** How long to try a host that was lost before: as long as one connection attempt may take. */
    private static final Duration DOUBTFUL_DEADLINE = Duration.ofSeconds(20);

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
                request.force() ? Duration.ZERO : GRACE_PERIOD,
                request.keepCache());
    }

    /** Returns what the head's host has of the cluster. Empty if it has nothing. */
    private Optional<HostFacts> headFacts() {
        return request.headFacts().filter(facts -> !facts.clusterId().isEmpty());
    }

    @Override
    public List<Target> targets() throws InterruptedException {
        List<Target> targets = new ArrayList<>();
        targets.add(new Target("head", pool.pool().head().host(), "up"));
        pool.pool().workers().forEach(host -> targets.add(new Target("host", host.host(), "in the pool")));
        departed().forEach(record -> targets.add(new Target("host", record.host(), "left the config")));
        return targets;
    }

    /** Returns hosts that left the config and may still have something of the cluster. */
    private List<PoolHostRecord> departed() throws InterruptedException {
        List<PoolHostRecord> known = new ArrayList<>(PoolHostRecord.parse(String.join("\n", request.remembered())));
        if (headFacts().isPresent()) {
            String folder = new NodeFolders(headFacts().get().root(), cluster).head();
            known.addAll(PoolFiles.read(request.head(), folder));
        }
        Map<String, PoolHostRecord> byHost = new LinkedHashMap<>();
        known.stream()
                .filter(record -> record.mayHaveTraces() && !pool.isInConfig(record.host()))
                .forEach(record -> byHost.put(record.host(), record));
        return List.copyOf(byHost.values());
    }

    @Override
    public List<String> saveLogs(Path folder) throws InterruptedException {
        LogArchives logs = new LogArchives(folder, cluster);
        List<PoolHost> hosts = new ArrayList<>(pool.workers());
        hosts.addFirst(pool.head());
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            hosts.forEach(host -> tasks.add(() -> {
                logs.save(host.host(), pool.pool().stateDir());
                return true;
            }));
            List<String> notes = new ArrayList<>();
            for (TaskResult<Boolean> result : new FanOut(PARALLEL_ARCHIVES).settle(tasks)) {
                addNote(result, notes);
            }
            return notes;
        } finally {
            hosts.forEach(PoolHost::close);
        }
    }

    /** Notes an unreachable host. Throws any other failure, because then nothing may be ended. */
    private static void addNote(TaskResult<Boolean> result, List<String> notes) throws InterruptedException {
        switch (result) {
            case TaskResult.Ok<Boolean> _ -> {}
            case TaskResult.Failed<Boolean>(RemoteFailure failure) ->
                notes.add("could not save the logs of a host: " + failure.text());
            case TaskResult.Failed<Boolean>(InterruptedException interrupted) -> throw interrupted;
            case TaskResult.Failed<Boolean>(RuntimeException known) -> throw known;
            case TaskResult.Failed<Boolean>(Exception other) -> throw new IllegalStateException(other);
        }
    }

    /** Clears all hosts. Hosts that left the config and are not clean yet are remembered, because only this machine knows of them. */
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
                        .filter(record -> left.contains(record.host()))
                        .map(PoolHostRecord::toLine)
                        .toList());
    }

    /** Clears all hosts and returns one check for each, the head's host first. */
    private List<HostCheck> clear(List<PoolHostRecord> departed, Set<String> doubtful) throws InterruptedException {
        List<PoolHost> hosts = new ArrayList<>(List.of(pool.head()));
        hosts.addAll(pool.workers());
        departed.forEach(record -> hosts.add(pool.departed(record)));
        hosts.addAll(pool.jumps());
        try {
            List<TaskResult<List<String>>> ended = end(hosts, doubtful);
            List<PoolHost> reached = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                if (ended.get(i) instanceof TaskResult.Ok<?>) {
                    reached.add(hosts.get(i));
                }
            }
            Iterator<TaskResult<List<String>>> cleared =
                    stage(PoolLeave.Stage.CLEAR, reached).iterator();
            List<HostCheck> checks = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                boolean isReached = ended.get(i) instanceof TaskResult.Ok<?>;
                checks.add(check(hosts.get(i), isReached ? cleared.next() : ended.get(i)));
            }
            return checks;
        } finally {
            hosts.forEach(PoolHost::close);
        }
    }

    private List<TaskResult<List<String>>> end(List<PoolHost> hosts, Set<String> doubtful) throws InterruptedException {
        List<Callable<List<String>>> tasks = new ArrayList<>();
        for (PoolHost host : hosts) {
            boolean isDoubtful = doubtful.contains(host.target().name());
            tasks.add(() -> {
                if (isDoubtful) {
                    connect(host);
                }
                return leave.run(host.host(), PoolLeave.Stage.END);
            });
        }
        return new FanOut(PARALLEL_HOSTS).settle(tasks);
    }

    private void connect(PoolHost host) throws InterruptedException {
        Callable<Boolean> attempt =
                () -> host.host().run(RemoteCommand.of("true")).ok();
        if (FanOut.within(DOUBTFUL_DEADLINE, time::sleep, attempt).isEmpty()) {
            String name = host.target().name();
            throw RemoteFailure.unreachable(
                    name, name + " was lost, and did not answer within " + DOUBTFUL_DEADLINE.toSeconds() + " s");
        }
    }

    private List<TaskResult<List<String>>> stage(PoolLeave.Stage stage, List<PoolHost> hosts)
            throws InterruptedException {
        List<Callable<List<String>>> tasks = new ArrayList<>();
        hosts.forEach(host -> tasks.add(() -> leave.run(host.host(), stage)));
        return new FanOut(PARALLEL_HOSTS).settle(tasks);
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
                new HostCheck(name, List.of(), HostCheck.Result.UNREACHABLE, List.of(), List.of(), describe(failure));
        };
    }

    private static String describe(Exception failure) {
        return failure instanceof ClusterException known ? known.text() : failure.toString();
    }
}
