package dev.muster.launcher.provider.local;

import dev.muster.core.config.AuthConfig;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.remote.SshHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connects the head to hosts of its pool, directly or through the jump hosts of the config. Uses the cluster's own key and the host keys that {@code
 * up} saw.
 */
public final class HeadHostConnector {
    private final HostPool pool;
    private final SshHosts hosts;
    private final List<Path> keys;
    private final boolean strict;

    /**
     * @param keys the head's private keys, of several types, because not every host accepts each type
     * @param strict whether to refuse every host whose key nobody has seen before; if not, the record of each host decides
     */
    public HeadHostConnector(HostPool pool, SshHosts hosts, List<Path> keys, boolean strict) {
        this.pool = pool;
        this.hosts = hosts;
        this.keys = List.copyOf(keys);
        this.strict = strict;
    }

    /** Returns the host of this name, which connects at its first use. Throws {@link RemoteFailure} if no {@code up} has recorded how to reach it. */
    public RemoteHost host(String name) {
        PoolHostRecord record = pool.find(name)
                .orElseThrow(() -> new RemoteFailure(
                        name,
                        name + ": the head does not know how to reach this host",
                        "run 'cluster up'",
                        false,
                        List.of()));
        List<SshTarget> jumps = new ArrayList<>();
        for (SshRoute jump : record.jumps()) {
            jumps.add(target(jump.toString(), jump, jumps));
        }
        return hosts.host(target(name, record.route(), jumps));
    }

    /** @param before the jump hosts on the route to it */
    private SshTarget target(String name, SshRoute route, List<SshTarget> before) {
        return new SshTarget(
                name,
                route.address(),
                route.port(),
                route.user(),
                new SshTarget.Keys(keys, true, Optional.empty()),
                before.isEmpty() ? new SshTarget.Route.Direct() : new SshTarget.Route.Jumps(before),
                new SshTarget.HostKeyRules(
                        List.of(), strict || route.hostKeys() == AuthConfig.HostKeys.STRICT, route.hostKeyAlias()));
    }
}
