package dev.muster.ssh.connect;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** One authenticated connection to one host. */
public final class SshConnection implements AutoCloseable {
    /** OpenSSH allows ten sessions on a connection; two are left for ending commands. */
    private static final int SESSIONS = 8;

    private final SSHClient client;
    private final SshSocket wire;
    private final Semaphore sessions = new Semaphore(SESSIONS);
    private final AtomicInteger forwarded = new AtomicInteger();

    SshConnection(SSHClient client, SshSocket wire) {
        this.client = client;
        this.wire = wire;
    }

    public SSHClient client() {
        return client;
    }

    /** Held while a command runs. */
    public Semaphore sessions() {
        return sessions;
    }

    public boolean isAlive() {
        return client.isConnected() && client.isAuthenticated() && !wire.isClosed();
    }

    /** A wire through this host to another one. */
    SshSocket through(String address, int port, Executor threads) throws IOException {
        DirectConnection channel = client.newDirectConnection(address, port);
        forwarded.incrementAndGet();
        return new SshSocket(
                channel.getInputStream(), new UninterruptibleOutput(channel.getOutputStream(), threads), () -> {
                    forwarded.decrementAndGet();
                    channel.close();
                });
    }

    /** Whether somebody goes through it to another host. */
    boolean isForwarding() {
        return forwarded.get() > 0;
    }

    public CommandChannel openChannel() throws IOException {
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
