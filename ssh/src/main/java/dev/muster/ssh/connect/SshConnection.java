package dev.muster.ssh.connect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.direct.DirectConnection;

/** An authenticated connection to a host. */
public final class SshConnection implements AutoCloseable {
    /** OpenSSH allows ten sessions on a connection. Two of them are reserved for stopping commands. */
    private static final int MAX_COMMANDS = 8;

    private final SSHClient client;
    private final SshSocket socket;
    private final Semaphore sessions = new Semaphore(MAX_COMMANDS);
    private final AtomicInteger forwards = new AtomicInteger();

    private volatile boolean forwardsAgent;

    SshConnection(SSHClient client, SshSocket socket) {
        this.client = client;
        this.socket = socket;
    }

    /** Lets commands on the host use an agent of this machine: ForwardAgent of the ssh configuration. */
    void forwardAgent(Path agent, Executor threads) {
        client.getConnection().attach(new AgentForwarding(client.getConnection(), agent, threads));
        forwardsAgent = true;
    }

    public SSHClient client() {
        return client;
    }

    /** Returns the permits for sessions. A command holds one while it runs. */
    public Semaphore sessions() {
        return sessions;
    }

    public boolean isAlive() {
        return client.isConnected() && client.isAuthenticated() && !socket.isClosed();
    }

    /** Returns a socket that goes through this host to another one. */
    SshSocket through(String address, int port, Executor threads) throws IOException {
        DirectConnection channel = client.newDirectConnection(address, port);
        forwards.incrementAndGet();
        return new SshSocket(
                channel.getInputStream(), new UninterruptibleOutput(channel.getOutputStream(), threads), () -> {
                    forwards.decrementAndGet();
                    channel.close();
                });
    }

    /** Returns whether a connection to another host uses this one. */
    boolean isForwarding() {
        return forwards.get() > 0;
    }

    public CommandChannel openChannel() throws IOException {
        CommandChannel channel = new CommandChannel(client.getConnection());
        channel.open();
        if (forwardsAgent) {
            channel.requestAgent();
        }
        return channel;
    }

    /** Closes the connection without blocking. Every thread that waits on it fails. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The socket is closed in any case.
        }
        client.getTransport().disconnect();
    }
}
