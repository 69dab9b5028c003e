package dev.muster.client.cluster;

import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.local.OperatorHostConnector;
import dev.muster.launcher.provider.local.PoolHost;
import dev.muster.launcher.provider.local.PoolHostRecord;
import dev.muster.launcher.provider.local.PoolLeave;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** Every host of a pool, and every jump host of its head's, is cleared and looked at directly, whether the head lives or not. Hosts that do not answer are named. */
final class PoolDown {
    private static final int SIDE_BY_SIDE = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** As long as one attempt at a connection may take. */
    private static final Duration FOR_DOUBTFUL = Duration.ofSeconds(20);

    private static final List<String> CHECKED = List.of("processes", "folders", "authorized_keys", "lease");

    private final PoolLeave leave;
    private final List<PoolHost> hosts = new ArrayList<>();

    /** @param departed hosts that left the cluster's file, where something of the cluster may still be */
    PoolDown(
            OperatorHostConnector pool,
            List<PoolHostRecord> departed,
            Optional<ClusterId> clusterId,
            DownRequest request,
            String cluster) {
        this.leave = new PoolLeave(
                cluster,
                clusterId,
                request.from(),
                pool.pool().stateDir(),
                request.force() ? Duration.ZERO : PATIENCE,
                request.keepCache());
        hosts.add(pool.head());
        hosts.addAll(pool.workers());
        departed.forEach(reach -> hosts.add(pool.departed(reach)));
        hosts.addAll(pool.jumps());
    }

    /**
     * The head's host first in the list.
     *
     * @param doubtful names of hosts that could not be reached a moment ago: one attempt is enough for these
     */
    List<DownReport.HostCheck> run(Set<String> doubtful, Time time) throws InterruptedException {
        try {
            List<TaskResult<List<String>>> ended = end(doubtful, time);
            List<PoolHost> reached = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                if (ended.get(i) instanceof TaskResult.Ok<?>) {
                    reached.add(hosts.get(i));
                }
            }
            List<TaskResult<List<String>>> cleared = stage(PoolLeave.Stage.CLEAR, reached);
            List<DownReport.HostCheck> checks = new ArrayList<>();
            for (int i = 0; i < hosts.size(); i++) {
                int at = reached.indexOf(hosts.get(i));
                checks.add(check(hosts.get(i), at < 0 ? ended.get(i) : cleared.get(at)));
            }
            return checks;
        } finally {
            hosts.forEach(PoolHost::close);
        }
    }

    private List<TaskResult<List<String>>> end(Set<String> doubtful, Time time) throws InterruptedException {
        List<Callable<List<String>>> lanes = new ArrayList<>();
        for (PoolHost host : hosts) {
            boolean isDoubtful = doubtful.contains(host.target().name());
            lanes.add(() -> {
                if (isDoubtful) {
                    reach(host, time);
                }
                return leave.run(host.host(), PoolLeave.Stage.END);
            });
        }
        return new FanOut(SIDE_BY_SIDE).settle(lanes);
    }

    private static void reach(PoolHost host, Time time) throws InterruptedException {
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

    private static DownReport.HostCheck check(PoolHost host, TaskResult<List<String>> outcome) {
        String name = host.target().name();
        return switch (outcome) {
            case TaskResult.Ok<List<String>>(List<String> left) ->
                new DownReport.HostCheck(
                        name,
                        List.of(),
                        left.isEmpty() ? DownReport.Result.CLEAN : DownReport.Result.LEFTOVERS,
                        CHECKED,
                        left,
                        "");
            case TaskResult.Failed<List<String>>(Exception failure) ->
                new DownReport.HostCheck(
                        name, List.of(), DownReport.Result.UNREACHABLE, List.of(), List.of(), text(failure));
        };
    }

    private static String text(Exception failure) {
        return failure instanceof ClusterException known ? known.text() : failure.toString();
    }
}
