package dev.muster.launcher.provider.local;

import dev.muster.core.ClusterId;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.Time;
import dev.muster.launcher.provider.RouteProblem;
import dev.muster.launcher.provider.local.state.ClusterKey;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Authorises the head on one host of its pool, unless it is authorised there already. Safe for use by many threads. */
final class HostAdmission {
    /** The form of a home's mark. Older versions used another form. */
    private static final Pattern HOME = Pattern.compile("[0-9a-f]{16}");

    private final HostConnector hosts;
    private final ClusterId clusterId;
    private final ClusterKey key;
    private final JumpHostAccess jumps;
    private final HeadCallers callers;
    private final Set<String> takeOver;
    private final Time time;

    HostAdmission(
            HostConnector hosts,
            ClusterId clusterId,
            ClusterKey key,
            JumpHostAccess jumps,
            HeadCallers callers,
            Set<String> takeOver,
            Time time) {
        this.hosts = hosts;
        this.clusterId = clusterId;
        this.key = key;
        this.jumps = jumps;
        this.callers = callers;
        this.takeOver = takeOver;
        this.time = time;
    }

    /** @param known what the last {@code up} and the head wrote of the host */
    PoolHostRecord admit(PoolHost host, Optional<PoolHostRecord> known) throws InterruptedException {
        if (known.isPresent() && isStillAuthorised(known.get(), host)) {
            return known.get();
        }
        PoolHostRecord before = host.unprobed();
        Optional<RouteProblem> unreachable = LoopbackAddresses.problem(
                host, hosts.headAddress(), key.machine().equals(SameMachines.thisMachine()));
        if (unreachable.isPresent()) {
            String reason = unreachable.get().about(before.host());
            return before.withState(PoolHostRecord.State.FAILED, reason, time.wallClock());
        }
        try {
            List<String> from = key.publicKey().isEmpty() ? List.of() : jumps.authorise(host.jumps());
            PoolHostRecord record = join(host, before, from);
            return known.filter(last -> wasRefused(last, record)).isPresent() && !from.isEmpty()
                    ? joinFromWhereTheHeadCalls(host, record, from)
                    : record;
        } catch (RemoteFailure failure) {
            String reason = before.host() + ": cannot authorise the head's key on the jump hosts of head_proxy_jump: "
                    + failure.text()
                    + "; if only the head reaches them, set auth.head_ssh_private_key to a key that they accept";
            return before.withState(PoolHostRecord.State.FAILED, reason, time.wallClock());
        }
    }

    private boolean isStillAuthorised(PoolHostRecord before, PoolHost host) {
        boolean isMarked =
                key.publicKey().isEmpty() || HOME.matcher(before.home()).matches();
        return before.isAuthorised()
                && before.hasSameRouteAs(host.unprobed())
                && !isTakenOver(host)
                && !hosts.hasNewKey(host.target())
                && isMarked;
    }

    private boolean isTakenOver(PoolHost host) {
        return takeOver.contains(host.target().name());
    }

    /**
     * Authorises the head on the jump hosts first, because the host's line contains the address that it sees. A key that the user named is authorised
     * already.
     */
    private PoolHostRecord join(PoolHost host, PoolHostRecord before, List<String> from) throws InterruptedException {
        PoolJoin join = new PoolJoin(clusterId, hosts.stateDir(), key.publicKey(), String.join(",", from));
        return join.join(before, host.host(), isTakenOver(host), time.wallClock());
    }

    /** Whether the head's line was there before, and the host refused the head all the same. */
    private static boolean wasRefused(PoolHostRecord last, PoolHostRecord now) {
        return last.state() == PoolHostRecord.State.NOT_ADMITTED
                && now.isAuthorised()
                && now.jumps().isEmpty();
    }

    private PoolHostRecord joinFromWhereTheHeadCalls(PoolHost host, PoolHostRecord record, List<String> from)
            throws InterruptedException {
        List<String> all = new ArrayList<>(from);
        callers.seenBy(host.host(), record.route()).stream()
                .filter(address -> !from.contains(address))
                .forEach(all::add);
        return all.equals(from) ? record : join(host, host.unprobed(), all);
    }
}
