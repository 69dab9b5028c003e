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

/** A host over SSH: one connection, made at the first use, and made again where it was lost between two commands. */
public final class SshHost implements RemoteHost {
    private final SshTarget target;
    private final SshSettings settings;
    private final RetryingConnector opener;
    private final CommandSessions sessions;
    private final ReentrantLock connecting = new ReentrantLock();
    private final Set<CommandRun> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SshConnection connection;
    private volatile @Nullable FutureTask<SshConnection> approaching;
    private volatile boolean closed;

    SshHost(SshTarget target, SshSettings settings, Connector opener) {
        this.target = target;
        this.settings = settings;
        this.opener = new RetryingConnector(settings, opener);
        this.sessions = new CommandSessions(target, settings.threads());
    }

    @Override
    public String name() {
        return target.name();
    }

    /** Where and as whom, for messages: {@code user@address}. */
    public SshTarget target() {
        return target;
    }

    @Override
    public RunResult run(RemoteCommand command) throws InterruptedException {
        String nonce = nonce(settings.time());
        String line = HostScript.run(command.script(), nonce, command.deadline());
        try (CommandSession session = open(channel -> channel.exec(line))) {
            CommandRun run = new CommandRun(
                    name(), command, nonce, session.channel(), ending(session.connection()), settings.threads());
            running.add(run);
            Optional<CommandSignals.Registration> signals = command.signals().map(sent -> sent.register(run::signal));
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

    private CommandRun.Ending ending(SshConnection used) {
        return new CommandRun.Ending() {
            @Override
            public void end(long process) {
                sessions.end(used, List.of(process));
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
            return attachment.join(session.channel());
        }
    }

    @Override
    public Forward forward(int port) {
        return forward(LoopbackForward.ANY, port);
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

    /** A connection that died since the last command is made again: nothing was run on it yet. */
    private CommandSession open(CommandSessions.Start start) throws InterruptedException {
        SshConnection first = connected();
        try {
            return sessions.open(first, start);
        } catch (RemoteFailure e) {
            if (first.isAlive() || closed || !e.retryable()) {
                throw e;
            }
            return sessions.open(connected(), start);
        }
    }

    @Override
    public void approach() {
        FutureTask<SshConnection> first = new FutureTask<>(() -> opener.open(target));
        connecting.lock();
        try {
            if (connection == null && approaching == null && !closed) {
                approaching = first;
                settings.threads().execute(first);
            }
        } finally {
            connecting.unlock();
        }
    }

    private SshConnection connected() throws InterruptedException {
        connecting.lockInterruptibly();
        try {
            SshConnection known = arrived();
            if (known != null && known.isAlive()) {
                return known;
            }
            if (known != null) {
                known.close();
            }
            refuseIfClosed();
            SshConnection fresh = opener.open(target);
            connection = fresh;
            if (closed) {
                fresh.close();
            }
            refuseIfClosed();
            return fresh;
        } finally {
            connecting.unlock();
        }
    }

    /** The connection that there is, or that is on its way; what failed on its way fails here. */
    private @Nullable SshConnection arrived() throws InterruptedException {
        refuseIfClosed();
        FutureTask<SshConnection> first = approaching;
        if (first == null) {
            return connection;
        }
        try {
            SshConnection fresh = first.get();
            connection = fresh;
            return fresh;
        } catch (CancellationException e) {
            refuseIfClosed();
            throw e;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException known -> throw known;
                case InterruptedException _ -> throw new InterruptedException();
                case null, default -> throw new IllegalStateException(e);
            }
        } finally {
            if (first.isDone()) {
                approaching = null;
            }
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new RemoteFailure(name(), name() + ": closed by us", "", false, List.of());
        }
    }

    @Override
    public void close() {
        closed = true;
        leaveApproach();
        SshConnection known = connection;
        if (known != null) {
            List<Long> processes = running.stream()
                    .map(CommandRun::process)
                    .filter(id -> id > 0)
                    .toList();
            if (known.isAlive() && !processes.isEmpty()) {
                sessions.end(known, processes);
            }
            known.close();
        }
    }

    /** Closes a connection that was opened ahead and never used. */
    private void leaveApproach() {
        FutureTask<SshConnection> first = approaching;
        if (first != null && !first.cancel(true)) {
            try {
                first.get().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                // It never came to be.
            }
        }
    }

    private static String nonce(Time time) {
        return Long.toHexString((long) (time.chance() * Long.MAX_VALUE))
                + Long.toHexString((long) (time.chance() * Long.MAX_VALUE));
    }
}
