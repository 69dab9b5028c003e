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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.schmizz.sshj.connection.channel.OpenFailException;
import net.schmizz.sshj.transport.TransportException;
import org.jspecify.annotations.Nullable;

/** Opens sessions on a connection within a time limit, and stops and signals the commands in them. */
final class CommandSessions {
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(60);

    private final SshTarget target;
    private final Executor threads;

    private final Opener opener;
    private final Set<SshConnection> others = ConcurrentHashMap.newKeySet();

    CommandSessions(SshTarget target, Executor threads, Opener opener) {
        this.target = target;
        this.threads = threads;
        this.opener = opener;
    }

    /** Opens another connection, because the host allows no other session on the first one. */
    interface Opener {
        SshConnection open() throws InterruptedException;
    }

    /** The request on a new channel, such as a command or a terminal. */
    interface Request {
        void send(CommandChannel channel) throws IOException;
    }

    /**
     * Waits until the connection may have another session, and opens it. If the host allows fewer sessions (MaxSessions), opens a connection for
     * this session alone.
     *
     * @throws RemoteFailure if the host refuses the session or does not answer; retryable if the connection was lost
     */
    CommandSession open(SshConnection connection, Request request) throws InterruptedException {
        try {
            return open(connection, request, false);
        } catch (TooManySessions e) {
            SshConnection other = openOther();
            try {
                return open(other, request, true);
            } catch (TooManySessions again) {
                close(other);
                throw new RemoteFailure(
                        target.name(),
                        target.name() + ": the host refused to run a command: " + again.getMessage(),
                        "check MaxSessions in its sshd_config, and that the account may run commands",
                        false,
                        List.of());
            } catch (RuntimeException | InterruptedException failure) {
                close(other);
                throw failure;
            }
        }
    }

    private SshConnection openOther() throws InterruptedException {
        SshConnection other = opener.open();
        others.add(other);
        return other;
    }

    private void close(SshConnection other) {
        others.remove(other);
        other.close();
    }

    /** Closes the connections that were opened for one session each. The host stops what runs there. */
    void closeOthers() {
        others.forEach(SshConnection::close);
    }

    /** The host refuses another session on this connection. */
    private static final class TooManySessions extends Exception {
        TooManySessions(OpenFailException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private CommandSession open(SshConnection connection, Request request, boolean alone)
            throws InterruptedException, TooManySessions {
        connection.sessions().acquire();
        boolean opened = false;
        try {
            CommandChannel channel = TimeLimited.call(
                    threads,
                    OPEN_LIMIT,
                    () -> {
                        CommandChannel opening = connection.openChannel();
                        request.send(opening);
                        return opening;
                    },
                    () -> {});
            opened = true;
            Runnable afterwards = alone ? () -> close(connection) : () -> {};
            return new CommandSession(connection, channel, threads, afterwards);
        } catch (TimeoutException e) {
            connection.close();
            throw RemoteFailure.unreachable(
                    target.name(),
                    target.name() + ": connected, but no command started within " + OPEN_LIMIT.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OpenFailException refusal && connection.isAlive()) {
                throw new TooManySessions(refusal);
            }
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
            connection.close(); // wakes those who still wait on it
            return RemoteFailure.unreachable(target.name(), target.name() + ": the connection was lost");
        }
        String reason = cause == null ? "" : ": " + cause.getMessage();
        return new RemoteFailure(
                target.name(), target.name() + ": the host refused to run a command" + reason, "", false, List.of());
    }

    /**
     * Stops the processes and waits until they have ended. If that is not possible in time, closes the connection: then the host stops them
     * itself. Processes that have ended already are ignored.
     */
    void stop(SshConnection connection, List<Long> processes) {
        boolean interrupted = Thread.interrupted();
        try {
            TimeLimited.call(
                    threads,
                    STOP_LIMIT,
                    () -> {
                        for (long process : processes) {
                            stopOne(connection, process);
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

    /**
     * Sends the signal in the background, through another connection if the host allows no other session on this one. If that fails too, closes
     * the connection, unless the signal is INT: then the host stops the command itself.
     */
    void signal(SshConnection connection, long shell, long leader, Signal signal) {
        threads.execute(() -> {
            try {
                signal(connection, HostScript.signal(shell, leader, signal));
            } catch (IOException | RemoteFailure e) {
                if (signal != Signal.INT && connection.isAlive()) {
                    connection.close();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void signal(SshConnection connection, String line) throws IOException, InterruptedException {
        try {
            runOn(connection, line);
        } catch (OpenFailException e) {
            SshConnection other = openOther();
            try {
                runOn(other, line);
            } finally {
                close(other);
            }
        }
    }

    private static void runOn(SshConnection connection, String line) throws IOException {
        try (CommandChannel channel = connection.openChannel()) {
            channel.exec(line);
            channel.join(SIGNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void stopOne(SshConnection connection, long process) throws IOException {
        if (process > 0) { // otherwise it has not started, and will not: printing its first mark will fail
            CommandChannel channel = connection.openChannel();
            channel.exec(HostScript.stop(process));
            channel.join(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
