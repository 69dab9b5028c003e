package dev.muster.testkit.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.session.ServerSession;

/**
 * SSH servers inside this process, hundreds if need be, on one pool of threads. They run real commands on this machine, as this user; each has
 * its own host key and at most one {@link SshServerFault}. Close them all at once.
 */
public final class TestSshServers implements AutoCloseable {
    private static final long RESET_AFTER = 64 * 1024;
    private static final Duration SLOW_STEP = Duration.ofMillis(200);

    private final CloseableExecutorService threads = ThreadUtils.newCachedThreadPool("test-sshd");
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("test-sshd-timer").factory());
    private final List<TestSshServer> servers = new ArrayList<>();

    public TestSshServer start() {
        return start(SshServerFault.NONE);
    }

    public TestSshServer start(SshServerFault fault) {
        return start(fault, UnaryOperator.identity());
    }

    /** One server for every address of this machine: each address of the loopback network is a host. */
    public TestSshServer startOnAllAddresses(UnaryOperator<String> shell) {
        try {
            KeyPair hostKey = newKey();
            TestSshServer server = real("0.0.0.0", hostKey, SshServerFault.NONE, shell);
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param shell gets the command as the client sent it, returns what {@code /bin/sh} runs: a login shell's noise, for instance */
    public TestSshServer start(SshServerFault fault, UnaryOperator<String> shell) {
        try {
            KeyPair hostKey = newKey();
            TestSshServer server = switch (fault) {
                case REFUSE -> TestSshServer.absent(hostKey);
                case HANG_AT_BANNER -> TestSshServer.silent(hostKey);
                case NONE, HANG_AFTER_CONNECT, RESET_IN_THE_MIDDLE, SLOW, WRONG_KEY, NO_FORWARDING ->
                    real("127.0.0.1", hostKey, fault, shell);
            };
            servers.add(server);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TestSshServer real(String address, KeyPair hostKey, SshServerFault fault, UnaryOperator<String> shell)
            throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        AtomicInteger connections = new AtomicInteger();
        server.setHost(address);
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setIoServiceFactoryFactory(new Nio2ServiceFactoryFactory(() -> ThreadUtils.noClose(threads)));
        server.setScheduledExecutorService(timer, false);
        server.setForwardingFilter(
                fault == SshServerFault.NO_FORWARDING
                        ? RejectAllForwardingFilter.INSTANCE
                        : AcceptAllForwardingFilter.INSTANCE);
        server.setPublickeyAuthenticator((user, key, session) -> {
            pauseIfSlow(fault);
            return fault != SshServerFault.WRONG_KEY;
        });
        server.addSessionListener(new Counter(connections));
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
        server.setCommandFactory((channel, command) -> {
            pauseIfSlow(fault);
            ServerSession session = channel.getServerSession();
            return fault == SshServerFault.HANG_AFTER_CONNECT
                    ? new LoginShell(TestSshServer.shell("exec sleep 600"), LoginShell.Limits.NONE, threads)
                    : new LoginShell(TestSshServer.shell(shell.apply(command)), limits(fault, session), threads);
        });
        return TestSshServer.of(server, hostKey, connections);
    }

    private static LoginShell.Limits limits(SshServerFault fault, ServerSession session) {
        return fault == SshServerFault.RESET_IN_THE_MIDDLE
                ? bytes -> {
                    if (bytes >= RESET_AFTER) {
                        session.close(true);
                    }
                }
                : LoginShell.Limits.NONE;
    }

    private static void pauseIfSlow(SshServerFault fault) {
        if (fault == SshServerFault.SLOW) {
            try {
                Thread.sleep(SLOW_STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        servers.forEach(TestSshServer::close);
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private record Counter(AtomicInteger connections) implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            connections.incrementAndGet();
        }
    }
}
