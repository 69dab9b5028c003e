package dev.muster.ssh.remote;

import dev.muster.ssh.connect.CommandChannel;
import dev.muster.ssh.connect.SshConnection;
import java.io.IOException;
import java.util.concurrent.Executor;

/** A command's channel, and its place among those that a connection may have. */
final class CommandSession implements AutoCloseable {
    private final SshConnection connection;
    private final CommandChannel channel;
    private final Executor threads;

    CommandSession(SshConnection connection, CommandChannel channel, Executor threads) {
        this.connection = connection;
        this.channel = channel;
        this.threads = threads;
    }

    CommandChannel channel() {
        return channel;
    }

    SshConnection connection() {
        return connection;
    }

    /** In the background: nobody needs to wait until the host has said goodbye too. */
    @Override
    public void close() {
        threads.execute(() -> {
            try {
                channel.close();
            } catch (IOException e) {
                // It is closed either way.
            } finally {
                connection.sessions().release();
            }
        });
    }
}
