package dev.muster.ssh.remote;

import dev.muster.core.port.RemoteHost;
import dev.muster.testkit.port.RemoteHostContract;
import dev.muster.testkit.ssh.TestSshServers;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A host over SSH fulfils the contract of every host. */
class SshHostTest extends RemoteHostContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final TestSshServers servers = new TestSshServers();
    private @Nullable SshFixture fixture;

    @Override
    protected RemoteHost open() throws Exception {
        SshFixture opened = new SshFixture(folder);
        fixture = opened;
        return opened.hosts().host(opened.target(servers.start()));
    }

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
        servers.close();
    }
}
