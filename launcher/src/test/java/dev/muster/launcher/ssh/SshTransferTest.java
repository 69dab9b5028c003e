package dev.muster.launcher.ssh;

import dev.muster.core.port.RemoteHost;
import dev.muster.launcher.transfer.TransferContract;
import dev.muster.testkit.ssh.TestSshServers;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

final class SshTransferTest extends TransferContract {
    private final TestSshServers servers = new TestSshServers();
    private @Nullable SshFixture fixture;

    @Override
    protected RemoteHost open() throws Exception {
        SshFixture ours = new SshFixture(Files.createDirectories(folder.resolve("ssh")));
        fixture = ours;
        return ours.hosts().host(ours.target(servers.start()));
    }

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
        servers.close();
    }
}
