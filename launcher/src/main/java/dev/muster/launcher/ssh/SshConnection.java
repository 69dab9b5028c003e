package dev.muster.launcher.ssh;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import net.schmizz.sshj.SSHClient;

/** One authenticated connection to one host. */
final class SshConnection implements AutoCloseable {
    /** OpenSSH allows ten sessions on a connection; two are left for ending commands. */
    private static final int SESSIONS = 8;

    private final SSHClient client;
    private final Wire wire;
    private final Semaphore sessions = new Semaphore(SESSIONS);

    SshConnection(SSHClient client, Wire wire) {
        this.client = client;
        this.wire = wire;
    }

    SSHClient client() {
        return client;
    }

    /** Held while a command runs. */
    Semaphore sessions() {
        return sessions;
    }

    boolean isAlive() {
        return client.isConnected() && client.isAuthenticated() && !wire.isClosed();
    }

    CommandChannel openChannel() throws IOException {
        CommandChannel channel = new CommandChannel(client.getConnection());
        channel.open();
        return channel;
    }

    /** Wakes all who wait on it. Never blocks. */
    @Override
    public void close() {
        try {
            wire.close();
        } catch (IOException e) {
            // It is gone either way.
        }
        client.getTransport().disconnect();
    }
}
