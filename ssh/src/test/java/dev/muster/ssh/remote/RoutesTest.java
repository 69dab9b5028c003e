package dev.muster.ssh.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.SshTarget;
import dev.muster.testkit.ssh.SshServerFault;
import dev.muster.testkit.ssh.TestSshServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hosts behind jump hosts and proxy commands, and login shells that print or exit. */
@Timeout(120)
class RoutesTest extends SshTest {
    private static final SshTarget.HostKeyRules RULES = new SshTarget.HostKeyRules(List.of(), false, Optional.empty());

    @Test
    void sharesOneConnectionToAJumpHost() throws Exception {
        TestSshServer gateway = servers.start();
        SshTarget.Route route = new SshTarget.Route.Jumps(List.of(fixture.target(gateway)));
        SshHosts hosts = fixture.hosts();
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            SshTarget target = fixture.target(servers.start(), route, RULES);
            tasks.add(() -> {
                try (RemoteHost host = hosts.host(target)) {
                    return host.run(RemoteCommand.of("echo reached")).out();
                }
            });
        }
        assertThat(new FanOut(5).all(tasks)).containsOnly("reached\n").hasSize(5);
        assertThat(gateway.connections()).isEqualTo(1);
    }

    @Test
    void logsInAgainForNewGroups() throws Exception {
        TestSshServer server = servers.start();
        try (RemoteHost host = fixture.hosts().host(fixture.target(server))) {
            host.run(RemoteCommand.of("true"));
            host.loginAgain();
            assertThat(host.run(RemoteCommand.of("echo again")).out()).isEqualTo("again\n");
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    /** The shell gets the line as it is written, and only the command knows why there is no connection. */
    @Test
    void showsWhatAProxyCommandPrints() {
        SshTarget target = fixture.target(
                servers.start(),
                new SshTarget.Route.Command("sh -c \"echo 'An error (TargetNotConnected)' >&2; exit 1\""),
                RULES);
        try (RemoteHost host = fixture.hosts().host(target)) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("its proxy command printed: An error (TargetNotConnected)");
        }
    }

    @Test
    void connectsThroughTwoJumpHosts() throws Exception {
        SshTarget first = fixture.target(servers.start());
        SshTarget second = fixture.target(servers.start(), new SshTarget.Route.Jumps(List.of(first)), RULES);
        SshTarget last = fixture.target(servers.start(), new SshTarget.Route.Jumps(List.of(first, second)), RULES);
        try (RemoteHost host = fixture.hosts().host(last)) {
            assertThat(host.run(RemoteCommand.of("echo reached")).out()).isEqualTo("reached\n");
        }
    }

    /** Its sshd_config may have changed, and an existing connection does not notice that. */
    @Test
    void connectsAgainToAJumpHostThatForbadeForwarding() {
        TestSshServer gateway = servers.start(SshServerFault.NO_FORWARDING);
        SshTarget.Route route = new SshTarget.Route.Jumps(List.of(fixture.target(gateway)));
        SshTarget target = fixture.target(servers.start(), route, RULES);
        try (RemoteHost host = fixture.hosts().host(target)) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true"))).isInstanceOf(RemoteFailure.class);
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true"))).isInstanceOf(RemoteFailure.class);
        }
        assertThat(gateway.connections()).isEqualTo(2);
    }

    @Test
    void namesAJumpHostThatForbidsForwarding() {
        SshTarget gateway = fixture.target(servers.start(SshServerFault.NO_FORWARDING));
        SshTarget target = fixture.target(servers.start(), new SshTarget.Route.Jumps(List.of(gateway)), RULES);
        try (RemoteHost host = fixture.hosts().host(target)) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("its jump host " + gateway)
                    .hasMessageContaining("forbids forwarding");
        }
    }

    @Test
    void namesAJumpHostThatRefusesTheKeys() {
        SshTarget gateway = fixture.target(servers.start(SshServerFault.WRONG_KEY));
        SshTarget target = fixture.target(servers.start(), new SshTarget.Route.Jumps(List.of(gateway)), RULES);
        try (RemoteHost host = fixture.hosts().host(target)) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageStartingWith(target.name() + ": its jump host " + gateway.name() + ": authentication")
                    .hasMessageContaining(fixture.key + ": refused by the host");
        }
    }

    @Test
    void stopsTheProxyCommandWithTheConnection() throws Exception {
        TestSshServer server = servers.start();
        String relay = "bash -c 'exec 3<>/dev/tcp/127.0.0.1/" + server.port() + "; cat <&3 & cat >&3'";
        Set<ProcessHandle> before = ProcessHandle.current().descendants().collect(Collectors.toSet());
        try (RemoteHost host =
                fixture.hosts().host(fixture.target(server, new SshTarget.Route.Command(relay), RULES))) {
            assertThat(host.run(RemoteCommand.of("echo reached")).out()).isEqualTo("reached\n");
        }
        CompletableFuture<?>[] ends = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .map(ProcessHandle::onExit)
                .toArray(CompletableFuture[]::new);
        assertThat(CompletableFuture.allOf(ends)).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void reportsAProxyCommandThatFails() {
        SshTarget target = fixture.target(servers.start(), new SshTarget.Route.Command("exit 1"), RULES);
        try (RemoteHost host = fixture.hosts().host(target)) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("proxy command");
        }
    }

    @Test
    void removesWhatTheLoginShellPrints() throws Exception {
        String noisy = "echo Welcome; printf 'no newline'; echo warning >&2; ";
        try (RemoteHost host = host(command -> noisy + command)) {
            assertThat(host.run(RemoteCommand.of("echo out; echo err >&2")).toString())
                    .isEqualTo("RunResult[exitCode=0, out=out\n, err=err\n]");
        }
    }

    @Test
    void reportsALoginShellThatExitsWithItsOutput() {
        try (RemoteHost host = host(command -> "echo This account is not available.; exit 1; " + command)) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("login shell ended with code 1")
                    .matches(e -> ((RemoteFailure) e).lastLines().contains("This account is not available."));
        }
    }

    private RemoteHost host(UnaryOperator<String> shell) {
        return fixture.hosts().host(fixture.target(servers.start(SshServerFault.NONE, shell)));
    }
}
