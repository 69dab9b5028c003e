package dev.muster.launcher.onprem;

import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.ssh.SshTarget;

/** A host of the pool as this machine reaches it; closing ends its one connection. */
public record PoolHost(SshTarget target, RemoteHost host) implements AutoCloseable {
    @Override
    public void close() {
        host.close();
    }
}
