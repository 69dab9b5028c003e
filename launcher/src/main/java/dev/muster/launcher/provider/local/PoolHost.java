package dev.muster.launcher.provider.local;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshTarget;
import java.util.List;

/**
 * A host of the pool as this machine reaches it; closing ends its one connection.
 *
 * @param jumps through which the head gets there, as this machine reaches them; empty: directly
 */
public record PoolHost(SshTarget target, RemoteHost host, List<SshTarget> jumps) implements AutoCloseable {
    public PoolHost {
        jumps = List.copyOf(jumps);
    }

    /** Before the first look. */
    public PoolHostRecord unseen() {
        return PoolHostRecord.unseen(target, jumps.stream().map(SshRoute::to).toList());
    }

    @Override
    public void close() {
        host.close();
    }
}
