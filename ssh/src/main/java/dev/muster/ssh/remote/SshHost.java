package dev.muster.ssh.remote;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.LocalTerminal;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.RunResult;
import dev.muster.core.port.Time;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.connect.Connector;
import dev.muster.ssh.connect.RetryingConnector;
import dev.muster.ssh.connect.SshConnection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A host over SSH. It connects when it is first used, and again if the connection was lost between two commands. */
final class SshHost implements RemoteHost {
    private final SshTarget target;
    private final SshSettings settings;
    private final RetryingConnector connector;
    private final CommandSessions sessions;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Set<SshConnection> earlier = ConcurrentHashMap.newKeySet();
    private final Set<CommandRun> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SshConnection connection;
    private volatile @Nullable FutureTask<SshConnection> approach;
    private volatile boolean closed;

    SshHost(SshTarget target, SshSettings settings, Connector connector) {
        this.target = target;
        this.settings = settings;
        this.connector = new RetryingConnector(settings, connector);
        this.sessions = new CommandSessions(target, settings.threads(), () -> this.connector.open(target));
    }

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public void loginAgain() {
        connecting.lock();
        try {
            SshConnection current = connection;
            connection = null;
            if (current != null) {
                earlier.add(current);
            }
        } finally {
            connecting.unlock();
        }
        if (running.isEmpty()) {
            earlier.forEach(SshConnection::close);
        }
    }

    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        String nonce = nonce(settings.time());
        String line = HostScript.run(command.script(), nonce, command.deadline());
        try (CommandSession session = open(channel -> channel.exec(line))) {
            CommandRun run = new CommandRun(
                    name(), command, nonce, session.channel(), control(session.connection()), settings.threads());
            running.add(run);
            Optional<CommandSignals.Registration> signals =
                    command.signals().map(sender -> sender.register(run::signal));
            try {
                RunResult result = run.run();
                refuseIfClosed();
                return result;
            } finally {
                signals.ifPresent(CommandSignals.Registration::close);
                running.remove(run);
            }
        }
    }

    private CommandRun.Control control(SshConnection used) {
        return new CommandRun.Control() {
            @Override
            public void stop(long process) {
                sessions.stop(used, List.of(process));
            }

            @Override
            public void signal(long shell, long process, CommandSignals.Signal signal) {
                sessions.signal(used, shell, process, signal);
            }
        };
    }

    @Override
    public int attach(String script, LocalTerminal terminal) throws InterruptedException {
        String line = HostScript.attach(script);
        TerminalAttachment attachment = new TerminalAttachment(name(), terminal, settings);
        try (CommandSession session = open(channel -> attachment.start(channel, line))) {
            return attachment.await(session.channel());
        }
    }

    @Override
    public Forward forward(int port) {
        return forward(LoopbackForward.ANY_PORT, port);
    }

    @Override
    public Forward forward(int local, int port) {
        try {
            return LoopbackForward.open(name(), this::connected, local, port, settings.threads());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteFailure(name(), name() + ": interrupted", "", true, List.of());
        }
    }

    /** Connects again if the connection was lost since the last command, which is safe because the new command has not run yet. */
    private CommandSession open(CommandSessions.Request request) throws InterruptedException {
        SshConnection first = connected();
        try {
            return sessions.open(first, request);
        } catch (RemoteFailure e) {
            if (first.isAlive() || closed || !e.retryable()) {
                throw e;
            }
            return sessions.open(connected(), request);
        }
    }

    @Override
    public Optional<String> connectFailure() {
        return connector.lastFailure();
    }

    @Override
    public void approach() {
        FutureTask<SshConnection> first = new FutureTask<>(() -> connector.open(target));
        connecting.lock();
        try {
            if (connection == null && approach == null && !closed) {
                approach = first;
                settings.threads().execute(first);
            }
        } finally {
            connecting.unlock();
        }
    }

    private SshConnection connected() throws InterruptedException {
        connecting.lockInterruptibly();
        try {
            SshConnection current = arrived();
            if (current != null && current.isAlive()) {
                return current;
            }
            if (current != null) {
                current.close();
            }
            refuseIfClosed();
            SshConnection opened = connector.open(target);
            connection = opened;
            if (closed) {
                forgetConnection();
            }
            refuseIfClosed();
            return opened;
        } finally {
            connecting.unlock();
        }
    }

    /** Returns the current connection, or waits for the one that {@link #approach} opens. Throws what that failed with. */
    private @Nullable SshConnection arrived() throws InterruptedException {
        refuseIfClosed();
        FutureTask<SshConnection> first = approach;
        if (first == null) {
            return connection;
        }
        try {
            SshConnection opened = first.get();
            connection = opened;
            return opened;
        } catch (CancellationException e) {
            refuseIfClosed();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException failure -> throw failure;
                case InterruptedException _ -> throw new InterruptedException();
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            if (first.isDone()) {
                approach = null;
            }
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new RemoteFailure(name(), name() + ": the connection is closed", "", false, List.of());
        }
    }

    @Override
    public void close() {
        closed = true;
        cancelApproach();
        SshConnection current = connection;
        if (current != null) {
            List<Long> processes = running.stream()
                    .map(CommandRun::process)
                    .filter(id -> id > 0)
                    .toList();
            if (current.isAlive() && !processes.isEmpty()) {
                sessions.stop(current, processes);
            }
        }
        forgetConnection();
        earlier.forEach(SshConnection::close);
        earlier.clear();
        sessions.closeOthers();
    }

    /** The buffers of a connection need not outlive it: a command may keep thousands of closed hosts. */
    private void forgetConnection() {
        SshConnection current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }

    /** Closes a connection that {@link #approach} opened and nobody used. */
    private void cancelApproach() {
        FutureTask<SshConnection> first = approach;
        if (first != null && !first.cancel(true)) {
            try {
                first.get().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                // There is no connection to close.
            }
        }
    }

    private static String nonce(Time time) {
        return Long.toHexString((long) (time.chance() * Long.MAX_VALUE))
                + Long.toHexString((long) (time.chance() * Long.MAX_VALUE));
    }
}
