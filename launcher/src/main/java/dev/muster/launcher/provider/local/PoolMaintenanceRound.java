package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.config.HostConfig;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.local.state.HostAssignments;
import dev.muster.launcher.provider.local.state.HostHolds;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Probes hosts of the pool again that another cluster held or that were not reached, less and less often. Removes the cluster from hosts that left
 * the config, as soon as no node is on them.
 */
final class PoolMaintenanceRound implements PoolMaintenance {
    private static final Logger LOG = LoggerFactory.getLogger(PoolMaintenanceRound.class);
    private static final int PARALLEL_HOSTS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterConfig config;
    private final LocalHosts hosts;
    private final Set<String> workers;
    private final HostPool pool;
    private final HostAssignments assignments;
    private final HostHolds holds;
    private final Function<String, RemoteHost> connector;
    private final PoolJoin join;
    private final PoolLeave leave;
    private final String machine;
    private final Time time;

    /** @param connector returns the host of a name, which connects at its first use */
    PoolMaintenanceRound(
            ClusterId clusterId,
            ClusterConfig config,
            LocalHosts hosts,
            Ledger ledger,
            Function<String, RemoteHost> connector,
            Time time) {
        this.config = config;
        this.hosts = hosts;
        this.workers = hosts.workers().stream().map(HostConfig::host).collect(Collectors.toUnmodifiableSet());
        this.pool = ledger.pool();
        this.assignments = ledger.assignments();
        this.holds = ledger.holds();
        this.machine = ledger.machine();
        this.connector = connector;
        this.time = time;
        this.join = new PoolJoin(clusterId, hosts.stateDir(), "", "");
        this.leave = new PoolLeave(
                config.name(), Optional.of(clusterId), Optional.empty(), hosts.stateDir(), PATIENCE, false);
    }

    /**
     * What the head knows of its hosts, and which node has which.
     *
     * @param machine identifies the head's machine; empty if not known
     */
    record Ledger(HostPool pool, HostAssignments assignments, HostHolds holds, String machine) {}

    @Override
    public boolean hasPauses() {
        return pool.hasPauses();
    }

    @Override
    public void endPauses() {
        pool.endPauses();
    }

    @Override
    public void hold(String host, String why) {
        if (!isInConfig(host)) {
            throw new UserError(
                    "the config lists no worker host '" + host + "'", "run 'cluster status' to see the hosts");
        }
        holds.hold(host, why, time.wallClock());
    }

    @Override
    public boolean release(String host) {
        return holds.release(host);
    }

    @Override
    public void run(boolean isShort) throws InterruptedException {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        Map<String, List<PoolHostRecord>> leaving = new LinkedHashMap<>();
        for (PoolHostRecord record : pool.all()) {
            if (isInConfig(record.host())) {
                boolean isWanted = isShort && record.state() == PoolHostRecord.State.HELD;
                if (!record.isAuthorised() && pool.isProbeDue(record.host(), isWanted)) {
                    tasks.add(() -> probe(record));
                }
            } else if (mayLeave(record)) {
                String home = record.home().isEmpty() ? record.host() : record.home();
                leaving.computeIfAbsent(home, _ -> new ArrayList<>()).add(record);
            }
        }
        leaving.values().forEach(hosts -> tasks.add(() -> leaveInTurn(hosts)));
        new FanOut(PARALLEL_HOSTS).settle(tasks);
    }

    /**
     * Removes the cluster from hosts that share a home folder, one after the other: the last one removes the head's authorized_keys line, which the
     * head needs for all of them.
     */
    private boolean leaveInTurn(List<PoolHostRecord> sharing) throws InterruptedException {
        for (PoolHostRecord record : sharing) {
            leave(record);
        }
        return true;
    }

    private boolean isInConfig(String host) {
        return workers.contains(host);
    }

    /**
     * Returns whether the cluster may be removed from a host. It may not if the host is now the head's; a host that does not answer is tried again
     * later.
     */
    private boolean mayLeave(PoolHostRecord record) {
        boolean isHead = hosts.head().host().equals(record.host());
        return record.mayHaveTraces()
                && !isHead
                && !assignments.isAssigned(record.host())
                && (record.isAuthorised() || pool.isProbeDue(record.host()));
    }

    private boolean probe(PoolHostRecord record) throws InterruptedException {
        PoolHostRecord found = withoutSecondName(connectAndProbe(record));
        boolean isSame = found.hasSameStateAs(record);
        pool.saveProbe(isSame ? record : found);
        if (!isSame) {
            LOG.info("host {} is now {}: {}", record.host(), found.state(), found.note());
        }
        return isSame;
    }

    /** A second name of a machine stays unusable, whatever it answers. */
    private PoolHostRecord withoutSecondName(PoolHostRecord found) {
        return new SameMachines(hosts.head().host(), machine, time.wallClock())
                .firstName(found, pool.all())
                .map(first -> found.asSecondNameOf(first, time.wallClock()))
                .orElse(found);
    }

    private PoolHostRecord connectAndProbe(PoolHostRecord record) throws InterruptedException {
        try (RemoteHost host = connector.apply(record.host())) {
            return join.join(record, host, false, time.wallClock());
        } catch (RemoteFailure failure) {
            // The note already explains why the key is refused, or why 'up' could not authorise it: keep it.
            boolean hasNoKeyThere = record.state() == PoolHostRecord.State.NOT_ADMITTED
                    || record.root().isEmpty() && failure.where() instanceof RemoteFailure.Where.Login;
            boolean isExplained = hasNoKeyThere && !failure.retryable();
            return isExplained
                    ? record
                    : record.withState(PoolHostRecord.State.FAILED, PoolJoin.describe(failure), time.wallClock());
        }
    }

    private void leave(PoolHostRecord record) throws InterruptedException {
        PoolLeave.OneHost one = new PoolLeave.OneHost(record.host(), keyLine(record));
        try (RemoteHost host = connector.apply(record.host())) {
            List<String> left = new ArrayList<>(leave.run(host, PoolLeave.Stage.END, one));
            if (left.isEmpty()) {
                left.addAll(leave.run(host, PoolLeave.Stage.CLEAR, one));
            }
            if (left.isEmpty()) {
                LOG.info("removed everything of {} from {}, which left the config", config.name(), record.host());
                pool.saveProbe(record.withState(PoolHostRecord.State.LEFT, "", time.wallClock()));
            } else {
                pool.saveProbe(
                        record.withState(PoolHostRecord.State.FAILED, String.join(", ", left), time.wallClock()));
            }
        } catch (RemoteFailure failure) {
            LOG.warn("host {} left the config, but cannot be cleared: {}", record.host(), failure.text());
            pool.saveProbe(record.withState(PoolHostRecord.State.FAILED, failure.text(), time.wallClock()));
        }
    }

    /** Returns whether the head's line is removed. It is kept if another host shares the home folder, or the head could not log in there any more. */
    private PoolLeave.HeadKey keyLine(PoolHostRecord record) {
        boolean isShared = pool.all().stream()
                .filter(other -> other.mayHaveTraces() && !other.host().equals(record.host()))
                .anyMatch(record::sharesHomeWith);
        return isShared ? PoolLeave.HeadKey.KEPT : PoolLeave.HeadKey.REMOVED;
    }
}
