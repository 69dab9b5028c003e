package dev.muster.launcher.provider.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.config.AuthConfig.HostKeys;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.provider.local.state.HostPool;
import dev.muster.launcher.provider.local.state.PoolHostRecord;
import dev.muster.launcher.provider.local.state.SshRoute;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.remote.SshHosts;
import dev.muster.testkit.ssh.TestKeys;
import dev.muster.testkit.ssh.TestSshServer;
import dev.muster.testkit.ssh.TestSshServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadHostConnectorTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** Where the operator's ssh accepts no unknown key, the head must not either. */
    @Test
    void acceptsAnUnknownKeyOnlyWhereTheOperatorDoes() throws Exception {
        try (TestSshServers servers = new TestSshServers()) {
            TestSshServer server = servers.startOnAllAddresses(UnaryOperator.identity());

            assertThat(answer(server, HostKeys.ACCEPT_NEW)).isEqualTo("hi\n");
            assertThatThrownBy(() -> answer(server, HostKeys.STRICT))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("is unknown");
        }
    }

    private String answer(TestSshServer server, HostKeys hostKeys) throws Exception {
        SshRoute route = new SshRoute("127.0.0.1", server.port(), "me", Optional.empty(), hostKeys);
        PoolHostRecord record = new PoolHostRecord(
                "vm1", route, List.of(), "/r", 1, 1, PoolHostRecord.State.AUTHORISED, "", Instant.EPOCH, "");
        Path state = Files.createTempDirectory(folder, "head");
        Path records = Files.writeString(state.resolve("pool-hosts"), record.toLine() + "\n");
        Path key = state.resolve("key");
        TestKeys.writePem(TestKeys.newKey(), key);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            SshSettings settings = new SshSettings(
                    new HostKeyPins(state.resolve("known_hosts")),
                    Prompt.NOBODY,
                    new SystemTime(),
                    threads,
                    _ -> {},
                    SshSettings.Patience.DEFAULT);
            HostPool pool = new HostPool(records, state.resolve("head-probes"), new SystemTime());
            try (RemoteHost host =
                    new HeadHostConnector(pool, new SshHosts(settings), List.of(key), false).host("vm1")) {
                return host.run(RemoteCommand.of("echo hi")).out();
            }
        }
    }
}
