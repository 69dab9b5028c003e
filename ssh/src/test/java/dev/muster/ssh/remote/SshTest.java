package dev.muster.ssh.remote;

import dev.muster.testkit.ssh.TestSshServers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs both ends of an SSH connection in this process: servers with faults, and a client with a key and pinned host keys. */
@SuppressWarnings("NullAway.Init")
class SshTest {
    @TempDir
    private Path folder;

    SshFixture fixture;
    final TestSshServers servers = new TestSshServers();

    @BeforeEach
    void prepare() throws Exception {
        fixture = new SshFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
        servers.close();
    }
}
