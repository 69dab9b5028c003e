package dev.muster.ssh.remote;

import dev.muster.core.port.SystemTime;
import dev.muster.core.port.Time;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.testkit.ssh.TestKeys;
import dev.muster.testkit.ssh.TestSshServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The client of the tests: a folder with a key and pinned host keys. */
final class SshFixture implements AutoCloseable {
    private static final KeyPair KEY = TestKeys.newKey();

    final Path folder;
    final Path key;
    final HostKeyPins pins;
    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<SshHosts> opened = new ArrayList<>();

    SshFixture(Path folder) throws IOException {
        this.folder = folder;
        this.key = folder.resolve("key");
        this.pins = new HostKeyPins(folder.resolve("pins"));
        TestKeys.writePem(KEY, key);
    }

    SshHosts hosts() {
        return hosts(new SystemTime(), new SshSettings.Patience(Duration.ofSeconds(20), Duration.ZERO));
    }

    SshHosts hosts(Time time, SshSettings.Patience patience) {
        SshSettings settings = new SshSettings(pins, Prompt.NOBODY, time, threads, warnings::add, patience);
        SshHosts hosts = new SshHosts(settings);
        opened.add(hosts);
        return hosts;
    }

    SshTarget target(TestSshServer server) {
        return target(
                server, new SshTarget.Route.Direct(), new SshTarget.HostKeyRules(List.of(), false, Optional.empty()));
    }

    SshTarget target(TestSshServer server, SshTarget.Route route, SshTarget.HostKeyRules rules) {
        return new SshTarget(
                "node-" + server.port(),
                server.host(),
                server.port(),
                "someone",
                new SshTarget.Keys(List.of(key), true, Optional.empty()),
                route,
                rules);
    }

    @Override
    public void close() {
        opened.forEach(SshHosts::close);
        threads.shutdownNow();
    }
}
