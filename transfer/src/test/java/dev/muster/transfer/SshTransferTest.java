package dev.muster.transfer;

import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.remote.SshHosts;
import dev.muster.testkit.ssh.TestKeys;
import dev.muster.testkit.ssh.TestSshServer;
import dev.muster.testkit.ssh.TestSshServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Runs the contract over a real SSH connection. */
final class SshTransferTest extends TransferContract {
    private final TestSshServers servers = new TestSshServers();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable SshHosts hosts;

    @Override
    protected RemoteHost open() throws Exception {
        Path ssh = Files.createDirectories(folder.resolve("ssh"));
        Path key = ssh.resolve("key");
        TestKeys.writePem(TestKeys.newKey(), key);
        SshHosts opened = new SshHosts(new SshSettings(
                new HostKeyPins(ssh.resolve("pins")),
                Prompt.NOBODY,
                new SystemTime(),
                threads,
                warning -> {},
                new SshSettings.Patience(Duration.ofSeconds(20), Duration.ZERO)));
        hosts = opened;
        return opened.host(target(servers.start(), key));
    }

    private static SshTarget target(TestSshServer server, Path key) {
        return new SshTarget(
                "node-" + server.port(),
                server.host(),
                server.port(),
                "someone",
                new SshTarget.Keys(List.of(key), true, Optional.empty()),
                new SshTarget.Route.Direct(),
                new SshTarget.HostKeyRules(List.of(), false, Optional.empty()));
    }

    @AfterEach
    void stop() {
        if (hosts != null) {
            hosts.close();
        }
        threads.shutdownNow();
        servers.close();
    }
}
