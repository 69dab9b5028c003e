package dev.muster.ssh.remote;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.connect.Connector;
import dev.muster.ssh.connect.JumpConnections;
import dev.muster.ssh.key.KeyRing;

/** Makes hosts that share one set of keys, pins and jump connections. Close it after the hosts. */
public final class SshHosts implements AutoCloseable {
    private final SshSettings settings;
    private final JumpConnections jumps = new JumpConnections();
    private final Connector opener;

    public SshHosts(SshSettings settings) {
        this.settings = settings;
        this.opener = new Connector(settings, new KeyRing(settings.prompt()), jumps);
    }

    /** Nothing is connected yet. */
    public RemoteHost host(SshTarget target) {
        return new SshHost(target, settings, opener);
    }

    /** Ends the connections to jump hosts. */
    @Override
    public void close() {
        jumps.close();
    }
}
