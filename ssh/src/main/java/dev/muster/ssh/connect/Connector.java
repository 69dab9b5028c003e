package dev.muster.ssh.connect;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.key.KeyAuthentication;
import dev.muster.ssh.key.KeyRing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/** Makes one attempt to connect: a socket, the key exchange, the host key and the authentication, all within one time limit. */
public final class Connector {
    /** A login may wait for the host's name server, which takes 25 s if that does not answer. */
    private static final int STEP_MILLIS = 45_000;

    private static final int ANSWER_MILLIS = 45_000;

    private final SshSettings settings;
    private final KeyAuthentication authentication;
    private final Dialer dialer;
    private final JumpConnections jumps;

    public Connector(SshSettings settings, KeyRing keys, JumpConnections jumps) {
        this.settings = settings;
        this.authentication = new KeyAuthentication(keys);
        this.dialer = new Dialer(settings.threads());
        this.jumps = jumps;
    }

    /** @throws RemoteFailure that is retryable if another attempt can succeed */
    SshConnection open(SshTarget target) throws InterruptedException {
        AtomicReference<@Nullable SshSocket> socket = new AtomicReference<>();
        HostKeyCheck check = new HostKeyCheck(target, settings.pins(), settings.warnings());
        Duration limit = settings.patience().attempt();
        try {
            return TimeLimited.call(
                    settings.threads(), limit, () -> connect(target, check, socket), () -> closeQuietly(socket.get()));
        } catch (TimeoutException e) {
            throw withProxyErrors(noAnswer(target, limit, socket.get() != null), socket.get());
        } catch (ExecutionException e) {
            throw withProxyErrors(SshFailures.explain(target, check, e.getCause()), socket.get());
        }
    }

    private static RemoteFailure noAnswer(SshTarget target, Duration limit, boolean isConnected) {
        String noAnswer = " did not answer within " + limit.toSeconds() + " s";
        return isConnected
                ? new RemoteFailure(
                        target.name(),
                        target.label() + " accepted the connection, then" + noAnswer,
                        "check that this is the port of an SSH server; a machine that is out of memory hangs in the same way, so look at its console",
                        true,
                        List.of())
                : RemoteFailure.unreachable(target.name(), target.label() + noAnswer);
    }

    /** Adds what the proxy command printed: only it knows why there is no connection. */
    private static RemoteFailure withProxyErrors(RemoteFailure failure, @Nullable SshSocket socket) {
        List<String> lines = socket == null ? List.of() : socket.proxyErrors();
        return lines.isEmpty()
                ? failure
                : new RemoteFailure(
                        failure.host(),
                        failure.text() + "; its proxy command printed: " + String.join("; ", lines),
                        failure.hint(),
                        failure.retryable(),
                        lines,
                        failure.where());
    }

    private SshConnection connect(SshTarget target, HostKeyCheck check, AtomicReference<@Nullable SshSocket> opened)
            throws Exception {
        SshSocket socket = dial(target);
        opened.set(socket);
        SSHClient client = new SSHClient(sshj(target));
        SshConnection connection = new SshConnection(client, socket);
        try {
            client.getTransport().setTimeoutMs(STEP_MILLIS);
            client.getConnection().setTimeoutMs(ANSWER_MILLIS);
            client.setSocketFactory(new FixedSocketFactory(socket));
            client.addHostKeyVerifier(check);
            exchangeKeys(client, target, socket);
            authentication.login(client, target);
            target.transport().forwardedAgent().ifPresent(agent -> connection.forwardAgent(agent, settings.threads()));
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return connection;
        } catch (Exception e) {
            connection.close();
            throw e;
        }
    }

    private static SshjConfig sshj(SshTarget target) {
        try {
            return new SshjConfig(target.transport().algorithms());
        } catch (IllegalArgumentException e) {
            throw new RemoteFailure(
                    target.name(),
                    target.label() + ": " + e.getMessage(),
                    "allow one of them in ~/.ssh/config",
                    false,
                    List.of());
        }
    }

    /** ConnectTimeout of ssh is the limit up to the key exchange; a login may take longer. */
    private void exchangeKeys(SSHClient client, SshTarget target, SshSocket socket) throws Exception {
        Callable<Boolean> exchange = () -> {
            client.connect(target.address(), target.port());
            return true;
        };
        Optional<Duration> limit = target.transport().connectTimeout();
        if (limit.isEmpty()) {
            boolean unused = exchange.call();
            return;
        }
        try {
            boolean unused = TimeLimited.call(settings.threads(), limit.get(), exchange, () -> closeQuietly(socket));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw noAnswer(target, limit.get(), true);
        }
    }

    private SshSocket dial(SshTarget target) throws IOException, InterruptedException {
        return switch (target.route()) {
            case SshTarget.Route.Direct() -> dialer.tcp(target.address(), target.port(), target.transport());
            case SshTarget.Route.Command(String command) -> dialer.command(command);
            case SshTarget.Route.Jumps(List<SshTarget> hosts) -> throughJumps(target, hosts);
        };
    }

    private SshSocket throughJumps(SshTarget target, List<SshTarget> hosts) throws IOException, InterruptedException {
        SshTarget jump = hosts.getLast();
        SshConnection connection = jump(target, jump);
        try {
            return dialer.through(connection, target.address(), target.port());
        } catch (OpenFailException e) {
            if (e.getReason() == OpenFailException.Reason.ADMINISTRATIVELY_PROHIBITED) {
                jumps.refused(jump, connection);
            }
            throw e;
        }
    }

    private SshConnection jump(SshTarget target, SshTarget jump) throws InterruptedException {
        try {
            return jumps.get(jump, this::open);
        } catch (RemoteFailure e) {
            throw new RemoteFailure(
                    target.name(),
                    target.name() + ": its jump host " + e.text(),
                    e.hint(),
                    e.retryable(),
                    e.lastLines());
        }
    }

    private static void closeQuietly(@Nullable SshSocket socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException e) {
            // Nobody uses the socket any more.
        }
    }
}
