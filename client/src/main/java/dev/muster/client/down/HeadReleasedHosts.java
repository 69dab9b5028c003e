package dev.muster.client.down;

import dev.muster.core.status.HostCheck;
import dev.muster.core.status.HostCheck.Result;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the head told last of hosts that this machine does not reach: with a key of its own it may go where this machine's way fails.
 *
 * @param hosts on which no node is left, as the head knows it
 */
record HeadReleasedHosts(Set<String> hosts) {
    static final HeadReleasedHosts NONE = new HeadReleasedHosts(Set.of());

    static HeadReleasedHosts of(StatusView status) {
        return new HeadReleasedHosts(status.pool().stream()
                .filter(host -> host.state() == PoolHostState.FREE)
                .map(StatusView.PoolHost::host)
                .collect(Collectors.toUnmodifiableSet()));
    }

    /** It stays unreachable: nobody has looked at it at the end. */
    HostCheck explain(HostCheck check) {
        if (check.result() != Result.UNREACHABLE || !hosts.contains(check.host())) {
            return check;
        }
        String more = "; its head, which goes another way, has left no node there: look at this machine's way to it"
                + " (proxy_jump, key), and run 'cluster down' again";
        return new HostCheck(
                check.host(),
                check.nodes(),
                check.result(),
                check.checked(),
                check.leftovers(),
                check.message() + more);
    }
}
