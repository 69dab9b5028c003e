package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.ssh.SshTarget;
import dev.muster.ssh.local.LocalShellHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackAddressesTest {
    private static final SshTarget.Route DIRECT = new SshTarget.Route.Direct();

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
    void refusesAForwardedPortOfAVirtualMachine(String address) {
        assertThat(LoopbackAddresses.problem(host(address, DIRECT), "10.0.0.1", false))
                .hasValueSatisfying(problem -> assertThat(problem.about("vm1"))
                        .startsWith("vm1: " + address + " is a loopback address of your machine"));
    }

    @Test
    void refusesAHeadThatOthersCannotReach() {
        assertThat(LoopbackAddresses.problem(host("10.0.0.2", DIRECT), "127.0.0.1", false))
                .hasValueSatisfying(
                        problem -> assertThat(problem.text()).contains("cannot reach the head at 127.0.0.1"));
    }

    @Test
    void acceptsALoopbackAddressBehindAProxyCommand() {
        SshTarget.Route command = new SshTarget.Route.Command("nc gateway 22");
        assertThat(LoopbackAddresses.problem(host("127.0.0.1", command), "10.0.0.1", false))
                .isEmpty();
    }

    @Test
    void acceptsALoopbackAddressWhereTheHeadIsOnThisMachine() {
        assertThat(LoopbackAddresses.problem(host("127.0.0.2", DIRECT), "10.0.0.1", true))
                .isEmpty();
    }

    @Test
    void acceptsOtherAddresses() {
        assertThat(LoopbackAddresses.problem(host("10.0.0.2", DIRECT), "10.0.0.1", false))
                .isEmpty();
    }

    private static PoolHost host(String address, SshTarget.Route route) {
        SshTarget target = new SshTarget(
                "vm1",
                address,
                2222,
                "me",
                new SshTarget.Keys(List.of(), true, Optional.empty()),
                route,
                new SshTarget.HostKeyRules(List.of(), false, Optional.empty()));
        return new PoolHost(target, new LocalShellHost("vm1", Path.of("/nonexistent")), List.of());
    }
}
