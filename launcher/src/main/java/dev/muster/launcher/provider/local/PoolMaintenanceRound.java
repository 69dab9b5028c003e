package dev.muster.launcher.provider.local;

import dev.muster.config.provider.LocalHosts;
import dev.muster.core.ClusterId;
import dev.muster.core.FanOut;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.PoolMaintenance;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again at hosts of the pool that were held by another cluster or not reached, less and less often; and leaves hosts that are not in the cluster's file
 * any more, once no node is on them.
 */
final class PoolMaintenanceRound implements PoolMaintenance {
    private static final Logger LOG = LoggerFactory.getLogger(PoolMaintenanceRound.class);
    private static final int SIDE_BY_SIDE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ClusterConfig config;
    private final LocalHosts hosts;
    private final HostPool pool;
    private final HostAssignments assignments;
    private final Function<String, RemoteHost> ways;
    private final PoolJoin look;
    private final PoolLeave leave;
    private final Time time;

    /** @param ways from a host's name to a connection that is made when it is used */
    PoolMaintenanceRound(
            ClusterId clusterId,
            ClusterConfig config,
            LocalHosts hosts,
            Ledger ledger,
            Function<String, RemoteHost> ways,
            Time time) {
        this.config = config;
        this.hosts = hosts;
        this.pool = ledger.pool();
        this.assignments = ledger.assignments();
        this.ways = ways;
        this.time = time;
        this.look = new PoolJoin(clusterId, hosts.stateDir(), "", "");
        this.leave = new PoolLeave(
                config.name(), Optional.of(clusterId), Optional.empty(), hosts.stateDir(), PATIENCE, false);
    }

    /** What the head knows of its hosts, and who has them. */
    record Ledger(HostPool pool, HostAssignments assignments) {}

    @Override
    public void run() throws InterruptedException {
        List<Callable<Boolean>> lanes = new ArrayList<>();
        Map<String, List<PoolHostRecord>> leaving = new LinkedHashMap<>();
        for (PoolHostRecord reach : pool.all()) {
            if (isOfTheFile(reach.host())) {
                if (!reach.isAuthorised() && pool.isDue(reach.host())) {
                    lanes.add(() -> look(reach));
                }
            } else if (mayLeave(reach)) {
                String home = reach.home().isEmpty() ? reach.host() : reach.home();
                leaving.computeIfAbsent(home, _ -> new ArrayList<>()).add(reach);
            }
        }
        leaving.values().forEach(hosts -> lanes.add(() -> leaveInTurn(hosts)));
        new FanOut(SIDE_BY_SIDE).settle(lanes);
    }

    /** Hosts that share a home leave one after the other: the last one takes out the head's line, by which it reaches them all. */
    private boolean leaveInTurn(List<PoolHostRecord> sharing) throws InterruptedException {
        for (PoolHostRecord reach : sharing) {
            leave(reach);
        }
        return true;
    }

    private boolean isOfTheFile(String host) {
        return hosts.worker(host).isPresent();
    }

    /** A host that became the head's is the head's; one that does not answer is asked again later. */
    private boolean mayLeave(PoolHostRecord reach) {
        boolean isHead = hosts.head().host().equals(reach.host());
        return reach.mayHaveTraces()
                && !isHead
                && !assignments.isAssigned(reach.host())
                && (reach.isAuthorised() || pool.isDue(reach.host()));
    }

    private boolean look(PoolHostRecord reach) throws InterruptedException {
        PoolHostRecord found = found(reach);
        boolean isSame = found.isInTheStateOf(reach);
        pool.looked(isSame ? reach : found);
        if (!isSame) {
            LOG.info("host {} is {} now {}", reach.host(), found.state(), found.note());
        }
        return isSame;
    }

    private PoolHostRecord found(PoolHostRecord reach) throws InterruptedException {
        try (RemoteHost host = ways.apply(reach.host())) {
            return look.join(reach, host, false, time.wallClock());
        } catch (RemoteFailure failure) {
            // That its key is refused is no news then: the note says why, which helps more.
            boolean isNoNews = reach.state() == PoolHostRecord.State.NOT_ADMITTED && !failure.retryable();
            return isNoNews
                    ? reach
                    : reach.found(PoolHostRecord.State.FAILED, PoolJoin.told(failure), time.wallClock());
        }
    }

    private void leave(PoolHostRecord reach) throws InterruptedException {
        PoolLeave.OneHost one = new PoolLeave.OneHost(reach.host(), wayIn(reach));
        try (RemoteHost host = ways.apply(reach.host())) {
            List<String> left = new ArrayList<>(leave.run(host, PoolLeave.Stage.END, one));
            if (left.isEmpty()) {
                left.addAll(leave.run(host, PoolLeave.Stage.CLEAR, one));
            }
            if (left.isEmpty()) {
                LOG.info("nothing of {} is left on {}, which is not in its file any more", config.name(), reach.host());
                pool.looked(reach.found(PoolHostRecord.State.LEFT, "", time.wallClock()));
            } else {
                pool.looked(reach.found(PoolHostRecord.State.FAILED, String.join(", ", left), time.wallClock()));
            }
        } catch (RemoteFailure failure) {
            LOG.warn("host {} left the file, but cannot be cleared: {}", reach.host(), failure.text());
            pool.looked(reach.found(PoolHostRecord.State.FAILED, failure.text(), time.wallClock()));
        }
    }

    /** Taking the head's line out of a home that others share would lock it out there too. */
    private PoolLeave.WayIn wayIn(PoolHostRecord reach) {
        boolean isShared = pool.all().stream()
                .filter(other -> other.mayHaveTraces() && !other.host().equals(reach.host()))
                .anyMatch(reach::sharesHomeWith);
        return isShared ? PoolLeave.WayIn.STAYS : PoolLeave.WayIn.GOES;
    }
}
