package dev.muster.launcher.provider.local;

import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.SshTarget;
import java.util.List;

/**
 * Represents a host of the pool as this machine reaches it. Closing it ends its one connection.
 *
 * @param jumps jump hosts from the head to this host, as this machine reaches them; empty if the head connects directly
 */
public record PoolHost(SshTarget target, RemoteHost host, List<SshTarget> jumps) implements AutoCloseable {
    public PoolHost {
        jumps = List.copyOf(jumps);
    }

    /** Returns the host's record before its first probe. */
    public PoolHostRecord unprobed() {
        return PoolHostRecord.unprobed(target, jumps.stream().map(SshRoute::to).toList());
    }

    @Override
    public void close() {
        host.close();
    }
}
