package dev.muster.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.client.Finding;
import dev.muster.core.port.SystemTime;
import dev.muster.launcher.provider.CheckedHost;
import dev.muster.launcher.provider.HostToCheck;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import dev.muster.ssh.remote.SshHosts;
import dev.muster.testkit.ssh.SshServerFault;
import dev.muster.testkit.ssh.TestSshServer;
import dev.muster.testkit.ssh.TestSshServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uses real SSH connections to servers in this process, which run the script on this machine. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
class CheckupTest {
    @TempDir
    private Path folder;

    private final TestSshServers servers = new TestSshServers();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private SshHosts hosts;
    private HostKeyPins pins;

    @BeforeEach
    void createKeyAndPins() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
        Path file = Files.createFile(
                folder.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        pins = HostKeyPins.readOnly(folder.resolve("pins"));
        hosts = new SshHosts(new SshSettings(
                pins,
                Prompt.NOBODY,
                new SystemTime(),
                threads,
                warning -> {},
                new SshSettings.Patience(Duration.ofSeconds(4), Duration.ZERO)));
    }

    @AfterEach
    void close() {
        hosts.close();
        servers.close();
        threads.shutdownNow();
    }

    @Test
    void explainsEachBadHostAndStillChecksTheOthers() throws Exception {
        List<HostToCheck> targets = new ArrayList<>();
        for (int i = 1; i <= 15; i++) {
            targets.add(host("good" + i, servers.start()));
        }
        targets.add(host("refused", servers.start(SshServerFault.REFUSE)));
        targets.add(host("silent", servers.start(SshServerFault.HANG_AT_BANNER)));
        targets.add(host("stranger", servers.start(SshServerFault.WRONG_KEY)));
        targets.add(host(
                "nologin",
                servers.start(SshServerFault.NONE, command -> "echo This account is not available; exit 1")));
        targets.add(host("changed", serverWithChangedKey()));

        CheckInput input = new Checkup(Examples.context(), new SystemTime()).probe(targets);

        List<Finding> connect = Inspector.findings(input).stream()
                .filter(finding -> finding.check().equals("connect"))
                .toList();
        assertThat(input.answered()).hasSize(15).allSatisfy(host -> {
            assertThat(host.value("os")).isEqualTo("Linux");
            assertThat(host.clock().orElseThrow().abs()).isLessThan(Duration.ofSeconds(5));
            assertThat(host.newKey().orElseThrow()).contains("SHA256:");
        });
        assertThat(of(connect, "refused")).contains("refused");
        assertThat(of(connect, "silent")).contains("did not answer within 4 s");
        assertThat(of(connect, "stranger")).contains("authentication as someone failed");
        assertThat(of(connect, "changed"))
                .contains("its host key changed")
                .contains("presented")
                .contains("SHA256:");
        assertThat(connect)
                .anyMatch(finding ->
                        finding.hosts().contains("nologin") && !finding.hosts().contains("good1"));
        assertThat(folder.resolve("pins")).doesNotExist();
    }

    /** Starts a server whose key differs from the one in known_hosts. */
    private TestSshServer serverWithChangedKey() throws IOException {
        TestSshServer server = servers.start();
        String other = servers.start().hostKeyLine();
        Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + server.port() + " " + other + "\n");
        return server;
    }

    @Test
    void readsAClockWithAndWithoutAFraction() {
        Instant arrival = Instant.ofEpochSecond(1000);

        assertThat(Checkup.clock("1001.500000000", arrival)).contains(Duration.ofMillis(1500));
        assertThat(Checkup.clock("999.%N", arrival)).contains(Duration.ofSeconds(-1));
        assertThat(Checkup.clock("$(reboot)", arrival)).isEmpty();
        assertThat(Checkup.clock("9".repeat(40), arrival)).isEmpty();
    }

    private static String of(List<Finding> findings, String host) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.PROBLEM
                        && finding.hosts().contains(host))
                .map(Finding::text)
                .findFirst()
                .orElse("");
    }

    private HostToCheck host(String name, TestSshServer server) {
        SshTarget target = new SshTarget(
                name,
                server.host(),
                server.port(),
                "someone",
                new SshTarget.Keys(List.of(folder.resolve("key")), true, Optional.empty()),
                new SshTarget.Route.Direct(),
                new SshTarget.HostKeyRules(List.of(folder.resolve("known_hosts")), false, Optional.empty()));
        CheckedHost member = new CheckedHost(name, "worker", name.equals("good1"), server.host(), server.port());
        return new HostToCheck(member, hosts.host(target), () -> pins.firstSeen(target.knownHostsName()));
    }
}
