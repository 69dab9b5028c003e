package dev.muster.launcher.provider.local;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.remote.SshHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hosts of the pool as the head reaches them: directly or through the jump hosts that the file gives it, with the cluster's own key and the host keys that {@code up} saw. */
public final class HeadHostConnector {
    private final HostPool pool;
    private final SshHosts hosts;
    private final Path key;
    private final boolean strict;

    /** @param strict whether a host whose key nobody saw before is refused */
    public HeadHostConnector(HostPool pool, SshHosts hosts, Path key, boolean strict) {
        this.pool = pool;
        this.hosts = hosts;
        this.key = key;
        this.strict = strict;
    }

    /** Nothing is connected yet. */
    public RemoteHost host(String name) {
        PoolHostRecord reach = pool.reach(name)
                .orElseThrow(() -> new RemoteFailure(
                        name,
                        name + ": the head was never told how to reach it",
                        "run 'cluster up' again",
                        false,
                        List.of()));
        List<SshTarget> jumps = new ArrayList<>();
        for (SshRoute jump : reach.jumps()) {
            jumps.add(target(jump.toString(), jump, jumps));
        }
        return hosts.host(target(name, reach.way(), jumps));
    }

    /** @param before jump hosts on the way there */
    private SshTarget target(String name, SshRoute way, List<SshTarget> before) {
        return new SshTarget(
                name,
                way.address(),
                way.port(),
                way.user(),
                new SshTarget.Keys(List.of(key), true, Optional.empty()),
                before.isEmpty() ? new SshTarget.Route.Direct() : new SshTarget.Route.Jumps(before),
                new SshTarget.HostKeyRules(List.of(), strict, way.hostKeyAlias()));
    }
}
