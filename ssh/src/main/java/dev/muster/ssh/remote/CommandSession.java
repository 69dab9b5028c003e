package dev.muster.ssh.remote;

import dev.muster.ssh.connect.CommandChannel;
import dev.muster.ssh.connect.SshConnection;
import java.io.IOException;
import java.util.concurrent.Executor;

/** The channel of one command. Closing it lets the connection open another one. */
final class CommandSession implements AutoCloseable {
    private final SshConnection connection;
    private final CommandChannel channel;
    private final Executor threads;
    private final Runnable afterwards;

    /** @param afterwards runs when the session is closed */
    CommandSession(SshConnection connection, CommandChannel channel, Executor threads, Runnable afterwards) {
        this.connection = connection;
        this.channel = channel;
        this.threads = threads;
        this.afterwards = afterwards;
    }

    CommandChannel channel() {
        return channel;
    }

    SshConnection connection() {
        return connection;
    }

    /** Closes the channel in the background, because nobody needs to wait for the host's answer. */
    @Override
    public void close() {
        threads.execute(() -> {
            try {
                channel.close();
            } catch (IOException e) {
                // The channel is closed in any case.
            } finally {
                connection.sessions().release();
                afterwards.run();
            }
        });
    }
}
