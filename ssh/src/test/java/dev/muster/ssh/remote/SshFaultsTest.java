package dev.muster.ssh.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.testkit.ssh.SshServerFault;
import dev.muster.testkit.ssh.TestSshServer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts that refuse, hang, or lose the connection. */
@Timeout(180)
class SshFaultsTest extends SshTest {
    private static final SshSettings.Patience SHORT = new SshSettings.Patience(Duration.ofSeconds(2), Duration.ZERO);

    @Test
    void retriesAClosedPortForAMinute() {
        MovingTime time = new MovingTime();
        RemoteHost host = fixture.hosts(time, new SshSettings.Patience(Duration.ofSeconds(5), Duration.ofSeconds(60)))
                .host(fixture.target(servers.start(SshServerFault.REFUSE)));
        assertFailure(host, true).hasMessageContaining("refused").hasMessageContaining("attempts");
        assertThat(Duration.between(Instant.EPOCH, time.now()))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
    }

    @Test
    void reportsARefusedKeyWithoutARetry() {
        TestSshServer server = servers.start(SshServerFault.WRONG_KEY);
        MovingTime time = new MovingTime();
        RemoteHost host = fixture.hosts(time, SshSettings.Patience.DEFAULT).host(fixture.target(server));
        assertFailure(host, false)
                .hasMessageContaining("authentication as someone failed")
                .hasMessageContaining(fixture.key.toString())
                .satisfies(failure ->
                        assertThat(((RemoteFailure) failure).where()).isEqualTo(new RemoteFailure.Where.Login()));
        assertThat(time.now()).isEqualTo(Instant.EPOCH);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void namesTheCommandThatUnlocksAKey() throws Exception {
        String[] lock = {"ssh-keygen", "-q", "-p", "-P", "", "-N", "a secret", "-f", fixture.key.toString()};
        assertThat(new ProcessBuilder(lock).start().waitFor()).isZero();
        RemoteHost host = fixture.hosts().host(fixture.target(servers.start()));

        assertFailure(host, false)
                .hasMessageContaining("failed: " + fixture.key + ": it has a passphrase, but there is no terminal")
                .satisfies(failure -> assertThat(((RemoteFailure) failure).hint())
                        .isEqualTo("unlock the key, then run the command again: ssh-add " + fixture.key));
    }

    @Test
    void reportsAHostThatNeverAnswers() {
        assertFailure(host(SshServerFault.HANG_AT_BANNER), true)
                .hasMessageContaining("accepted the connection, then did not answer within 2 s");
    }

    @Test
    void enforcesTheDeadlineOnAHostThatHangs() {
        RemoteHost host = host(SshServerFault.HANG_AFTER_CONNECT);
        assertThatThrownBy(() -> host.run(RemoteCommand.of("true").withDeadline(Duration.ofSeconds(1))))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("longer than 1 s");
        host.close();
    }

    @Test
    void reportsAConnectionLostDuringAnUploadAsRetryable() {
        RemoteHost host = host(SshServerFault.RESET_IN_THE_MIDDLE);
        RemoteCommand upload =
                RemoteCommand.of("cat > /dev/null").withInput(() -> new ByteArrayInputStream(new byte[5_000_000]));
        assertThatThrownBy(() -> host.run(upload))
                .asInstanceOf(type(RemoteFailure.class))
                .matches(RemoteFailure::retryable)
                .extracting(RemoteFailure::text)
                .asString()
                .contains("connection was lost");
        host.close();
    }

    @Test
    void worksWithASlowHost() throws Exception {
        try (RemoteHost host = fixture.hosts().host(fixture.target(servers.start(SshServerFault.SLOW)))) {
            assertThat(host.run(RemoteCommand.of("echo slow")).out()).isEqualTo("slow\n");
        }
    }

    @Test
    void reportsForbiddenForwardingImmediately() {
        try (RemoteHost host = host(SshServerFault.NO_FORWARDING)) {
            assertThatThrownBy(() -> host.forward(80))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("forbids forwarding");
        }
    }

    @Test
    void connectsAgainForTheCommandAfterALostConnection() throws Exception {
        TestSshServer server = servers.start(SshServerFault.RESET_IN_THE_MIDDLE);
        try (RemoteHost host = fixture.hosts(new SystemTime(), SHORT).host(fixture.target(server))) {
            RemoteCommand upload =
                    RemoteCommand.of("cat > /dev/null").withInput(() -> new ByteArrayInputStream(new byte[1_000_000]));
            assertThatThrownBy(() -> host.run(upload)).isInstanceOf(RemoteFailure.class);
            assertThat(host.run(RemoteCommand.of("echo again")).out()).isEqualTo("again\n");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void usesOneConnectionForAllCommandsOfAHost() throws Exception {
        TestSshServer server = servers.start();
        try (RemoteHost host = fixture.hosts().host(fixture.target(server))) {
            for (int i = 0; i < 5; i++) {
                host.run(RemoteCommand.of("true"));
            }
        }
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void leavesNoThreadAfterTwoHundredHostsWithTwentyBadOnes() throws Exception {
        List<SshServerFault> faults = List.of(
                SshServerFault.REFUSE,
                SshServerFault.HANG_AT_BANNER,
                SshServerFault.HANG_AFTER_CONNECT,
                SshServerFault.WRONG_KEY);
        List<Callable<String>> tasks = new ArrayList<>();
        SshHosts hosts =
                fixture.hosts(new SystemTime(), new SshSettings.Patience(Duration.ofSeconds(30), Duration.ZERO));
        for (int i = 0; i < 200; i++) {
            SshServerFault fault = i % 10 == 0 ? faults.get(i / 10 % faults.size()) : SshServerFault.NONE;
            SshTarget target = fixture.target(servers.start(fault));
            tasks.add(() -> {
                try (RemoteHost host = hosts.host(target)) {
                    return host.run(RemoteCommand.of("echo ready").withDeadline(Duration.ofSeconds(20)))
                            .out();
                }
            });
        }
        List<TaskResult<String>> results = new FanOut(50).settle(tasks);
        List<TaskResult<String>> failed = results.stream()
                .filter(result -> !result.equals(new TaskResult.Ok<>("ready\n")))
                .toList();
        assertThat(failed)
                .hasSize(20)
                .allSatisfy(result -> assertThat(((TaskResult.Failed<String>) result).failure())
                        .isInstanceOf(RemoteFailure.class)
                        .hasMessageContaining("node-"));
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("sshj"))
                        .filter(thread -> !hasEnded(thread)))
                .isEmpty();
    }

    private static boolean hasEnded(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RemoteHost host(SshServerFault fault) {
        return fixture.hosts(new SystemTime(), SHORT).host(fixture.target(servers.start(fault)));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFailure(RemoteHost host, boolean retryable) {
        try (host) {
            return assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .matches(e -> ((RemoteFailure) e).retryable() == retryable, "retryable: " + retryable);
        }
    }

    /** A clock that sleeping moves forward. */
    private static final class MovingTime implements Time {
        private Instant now = Instant.EPOCH;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public Instant wallClock() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public double chance() {
            return 0.5;
        }
    }
}
