package dev.muster.ssh.remote;

import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.connect.Connector;
import dev.muster.ssh.connect.JumpConnections;
import dev.muster.ssh.key.KeyRing;

/** Creates hosts that share keys, pinned host keys and connections to jump hosts. Close it after its hosts. */
public final class SshHosts implements AutoCloseable {
    private final SshSettings settings;
    private final JumpConnections jumps = new JumpConnections();
    private final Connector connector;

    public SshHosts(SshSettings settings) {
        this.settings = settings;
        this.connector = new Connector(settings, new KeyRing(settings.prompt()), jumps);
    }

    /** Returns a host that connects when it is first used. */
    public RemoteHost host(SshTarget target) {
        return new SshHost(target, settings, connector);
    }

    /** Closes the connections to jump hosts. */
    @Override
    public void close() {
        jumps.close();
    }
}
