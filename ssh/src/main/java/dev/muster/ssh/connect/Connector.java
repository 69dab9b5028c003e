package dev.muster.ssh.connect;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.key.KeyAuthentication;
import dev.muster.ssh.key.KeyRing;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.channel.OpenFailException;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: wire, key exchange, host key, authentication, all within one time limit. */
public final class Connector {
    private static final int STEP_MILLIS = 15_000;
    private static final int ANSWER_MILLIS = 30_000;

    private final SshSettings settings;
    private final KeyAuthentication login;
    private final Dialer dialer;
    private final JumpConnections jumps;

    public Connector(SshSettings settings, KeyRing ring, JumpConnections jumps) {
        this.settings = settings;
        this.login = new KeyAuthentication(ring);
        this.dialer = new Dialer(settings.threads());
        this.jumps = jumps;
    }

    /** @throws RemoteFailure which says whether another attempt can help */
    SshConnection open(SshTarget target) throws InterruptedException {
        AtomicReference<@Nullable SshSocket> wire = new AtomicReference<>();
        HostKeyCheck check = new HostKeyCheck(target, settings.pins(), settings.warnings());
        Duration limit = settings.patience().attempt();
        try {
            return TimeLimited.call(
                    settings.threads(), limit, () -> connect(target, check, wire), () -> closeQuietly(wire.get()));
        } catch (TimeoutException e) {
            throw silent(target, limit, wire.get() != null);
        } catch (ExecutionException e) {
            throw SshFailures.explain(target, check, e.getCause());
        }
    }

    private static RemoteFailure silent(SshTarget target, Duration limit, boolean isConnected) {
        String silence = " did not answer within " + limit.toSeconds() + " s";
        return isConnected
                ? new RemoteFailure(
                        target.name(),
                        target.label() + " accepted the connection, then" + silence,
                        "is that the port of an SSH server? A machine that is out of memory hangs like this too: look at its console",
                        true,
                        List.of())
                : RemoteFailure.unreachable(target.name(), target.label() + silence);
    }

    private SshConnection connect(SshTarget target, HostKeyCheck check, AtomicReference<@Nullable SshSocket> kept)
            throws IOException, InterruptedException {
        SshSocket wire = dial(target);
        kept.set(wire);
        SSHClient client = new SSHClient(new SshjConfig());
        SshConnection connection = new SshConnection(client, wire);
        try {
            client.getTransport().setTimeoutMs(STEP_MILLIS);
            client.getConnection().setTimeoutMs(ANSWER_MILLIS);
            client.setSocketFactory(new FixedSocketFactory(wire));
            client.addHostKeyVerifier(check);
            client.connect(target.address(), target.port());
            login.login(client, target);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return connection;
        } catch (IOException | InterruptedException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private SshSocket dial(SshTarget target) throws IOException, InterruptedException {
        return switch (target.route()) {
            case SshTarget.Route.Direct() -> dialer.tcp(target.address(), target.port());
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

    private static void closeQuietly(@Nullable SshSocket wire) {
        try {
            if (wire != null) {
                wire.close();
            }
        } catch (IOException e) {
            // Nobody is left who could care.
        }
    }
}
