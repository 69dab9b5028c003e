package dev.muster.ssh.remote;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.CommandSignals.Signal;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.connect.CommandChannel;
import dev.muster.ssh.connect.SshConnection;
import dev.muster.ssh.connect.TimeLimited;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** Opens sessions on a connection within a time limit, and ends what runs in them. */
final class CommandSessions {
    private static final Duration OPENING = Duration.ofSeconds(30);
    private static final Duration ENDING = Duration.ofSeconds(10);
    private static final Duration SIGNALLING = Duration.ofSeconds(60);

    private final SshTarget target;
    private final Executor threads;

    CommandSessions(SshTarget target, Executor threads) {
        this.target = target;
        this.threads = threads;
    }

    /** What is requested on a fresh channel. */
    interface Start {
        void on(CommandChannel channel) throws IOException;
    }

    /** Waits where the connection has all the sessions that it may have. */
    CommandSession open(SshConnection connection, Start start) throws InterruptedException {
        connection.sessions().acquire();
        boolean opened = false;
        try {
            CommandChannel channel = TimeLimited.call(
                    threads,
                    OPENING,
                    () -> {
                        CommandChannel fresh = connection.openChannel();
                        start.on(fresh);
                        return fresh;
                    },
                    () -> {});
            opened = true;
            return new CommandSession(connection, channel, threads);
        } catch (TimeoutException e) {
            connection.close();
            throw RemoteFailure.unreachable(
                    target.name(),
                    target.name() + ": connected, but no command started within " + OPENING.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw refused(connection, e.getCause());
        } finally {
            if (!opened) {
                connection.sessions().release();
            }
        }
    }

    private RemoteFailure refused(SshConnection connection, @Nullable Throwable cause) {
        if (cause instanceof RuntimeException runtime && !(cause instanceof IllegalStateException)) {
            throw runtime;
        }
        if (cause instanceof TransportException || !connection.isAlive()) {
            connection.close(); // half of it may not have noticed yet
            return RemoteFailure.unreachable(target.name(), target.name() + ": the connection was lost");
        }
        String why = cause == null ? "" : ": " + cause.getMessage();
        String hint = cause instanceof OpenFailException ? "MaxSessions in its sshd_config?" : "";
        return new RemoteFailure(
                target.name(), target.name() + ": the host refused to run a command" + why, hint, false, List.of());
    }

    /** Returns when they have ended, or when the connection was closed instead: then the host ends them itself. */
    void end(SshConnection connection, List<Long> processes) {
        boolean interrupted = Thread.interrupted();
        try {
            TimeLimited.call(
                    threads,
                    ENDING,
                    () -> {
                        for (long process : processes) {
                            endOne(connection, process);
                        }
                        return true;
                    },
                    connection::close);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (TimeoutException | ExecutionException e) {
            connection.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** In the background, until what runs has ended. Where the host takes no further session, the connection is closed: then the host ends it itself. */
    void signal(SshConnection connection, long shell, long leader, Signal signal) {
        threads.execute(() -> {
            try (CommandChannel channel = connection.openChannel()) {
                channel.exec(HostScript.signal(shell, leader, signal));
                channel.join(SIGNALLING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (IOException e) {
                if (signal != Signal.INT && connection.isAlive()) {
                    connection.close();
                }
            }
        });
    }

    private static void endOne(SshConnection connection, long process) throws IOException {
        if (process > 0) { // else it has not begun, and will not: its first output fails
            CommandChannel channel = connection.openChannel();
            channel.exec(HostScript.end(process));
            channel.join(ENDING.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
