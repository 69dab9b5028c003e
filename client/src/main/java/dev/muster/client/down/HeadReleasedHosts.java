package dev.muster.client.down;

import dev.muster.core.status.HostCheck;
import dev.muster.core.status.HostCheck.Result;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts that the head has released. It adds this to the result of hosts that this machine cannot reach, because the head may have another route or
 * key.
 *
 * @param hosts the hosts on which no node is left according to the head
 */
record HeadReleasedHosts(Set<String> hosts) {
    static final HeadReleasedHosts NONE = new HeadReleasedHosts(Set.of());

    static HeadReleasedHosts of(StatusView status) {
        return new HeadReleasedHosts(status.pool().stream()
                .filter(host -> host.state() == PoolHostState.FREE || host.state() == PoolHostState.ON_HOLD)
                .map(StatusView.PoolHost::host)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** Adds an explanation to the check of an unreachable host. The host stays unreachable, because its final check is missing. */
    HostCheck explain(HostCheck check) {
        if (check.result() != Result.UNREACHABLE || !hosts.contains(check.host())) {
            return check;
        }
        String more =
                "; the head reached it and left no node there: check this machine's access to it (proxy_jump, key),"
                        + " then run 'cluster down' again";
        return new HostCheck(
                check.host(),
                check.nodes(),
                check.result(),
                check.checked(),
                check.leftovers(),
                check.message() + more);
    }
}
