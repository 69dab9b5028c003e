package dev.muster.ssh.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.core.FanOut;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.core.port.SystemTime;
import dev.muster.ssh.SshSettings;
import dev.muster.ssh.SshTarget;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers of OpenSSH are configured to do. */
@Timeout(120)
class OpenSshTest extends SshTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void runsManyCommandsOnAHostThatAllowsFewSessions(int sessions) throws Exception {
        try (OpenSshServer server = server("MaxSessions " + sessions);
                RemoteHost host = host(server, key(server, ""))) {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                String number = Integer.toString(i);
                tasks.add(() ->
                        host.run(RemoteCommand.of("sleep 0.3; echo " + number)).out());
            }
            assertThat(new FanOut(6).all(tasks)).containsExactly("0\n", "1\n", "2\n", "3\n", "4\n", "5\n");
        }
    }

    @Test
    void namesMaxSessionsIfAHostAllowsNone() throws Exception {
        try (OpenSshServer server = server("MaxSessions 0");
                RemoteHost host = host(server, key(server, ""))) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .matches(e -> ((RemoteFailure) e).hint().contains("MaxSessions"));
        }
    }

    @Test
    void exchangesNewKeysInTheMiddleOfATransfer() throws Exception {
        byte[] data = new byte[6 * 1024 * 1024];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (i * 31 + i / 4096);
        }
        Path copy = Files.createTempFile("copy", "");
        try (OpenSshServer server = server("RekeyLimit 1M");
                RemoteHost host = host(server, key(server, ""))) {
            RemoteCommand upload = RemoteCommand.of("cat > '" + copy + "'; wc -c <'" + copy + "'")
                    .withInput(() -> new ByteArrayInputStream(data));
            assertThat(host.run(upload).out().strip()).isEqualTo(Integer.toString(data.length));
            assertThat(Files.readAllBytes(copy)).isEqualTo(data);
            AtomicLong received = new AtomicLong();
            OutputSink counter = (stream, bytes, length) -> received.addAndGet(length);
            host.run(RemoteCommand.of("cat '" + copy + "'").withOutput(counter));
            assertThat(received).hasValue(data.length);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Test
    void saysWhatALoginPrintsInsteadOfRunningCommands() throws Exception {
        try (OpenSshServer server = server()) {
            String options =
                    "command=\"echo 'Please login as the user \\\"ubuntu\\\" rather than the user \\\"root\\\".';"
                            + "echo;sleep 0.1;exit 142\" ";
            try (RemoteHost host = host(server, key(server, options))) {
                assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                        .isInstanceOf(RemoteFailure.class)
                        .hasMessageContaining("Please login as the user \"ubuntu\"")
                        .matches(e -> ((RemoteFailure) e).hint().contains("ssh_user"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ciphers chacha20-poly1305@openssh.com, aes128-ctr, chacha20-poly1305",
        "KexAlgorithms sntrup761x25519-sha512@openssh.com, curve25519-sha256, sntrup761x25519",
        "MACs umac-64@openssh.com, hmac-sha2-256, umac-64"
    })
    void namesTheAlgorithmsOfBothSides(String setting, String here, String there) throws Exception {
        try (OpenSshServer server = server(setting);
                RemoteHost host = host(server, key(server, ""))) {
            assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                    .isInstanceOf(RemoteFailure.class)
                    .hasMessageContaining("no common algorithm")
                    .hasMessageMatching("(?s).*Muster offers .*" + here + ".*; the host offers .*" + there + ".*");
        }
    }

    @Test
    void followsTheAlgorithmsOfTheSshConfiguration() throws Exception {
        SshTarget.Algorithms cbc = algorithms("aes256-cbc");
        try (OpenSshServer server = server("Ciphers aes256-cbc")) {
            SshTarget.Keys keys = new SshTarget.Keys(List.of(key(server, "")), true, Optional.empty());
            try (RemoteHost host = fixture.hosts().host(server.target(keys, transport(cbc)))) {
                assertThat(host.run(RemoteCommand.of("echo reached")).out()).isEqualTo("reached\n");
            }
            SshTarget other = server.target(keys, transport(algorithms("chacha20-poly1305@openssh.com")));
            try (RemoteHost host = fixture.hosts().host(other)) {
                assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                        .hasMessageContaining(
                                "sets Ciphers to chacha20-poly1305@openssh.com; supported are aes128-ctr");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void logsInWithACertificate(String type) throws Exception {
        Path folder = Files.createTempDirectory(fixture.folder, "sshd");
        try (OpenSshServer server = new OpenSshServer(folder, "TrustedUserCAKeys " + folder.resolve("authority.pub"))) {
            Path authority = server.keygen("ed25519", "authority");
            Path key = server.keygen(type, "key");
            OpenSshServer.run(
                    "ssh-keygen",
                    "-q",
                    "-s",
                    authority.toString(),
                    "-I",
                    "me",
                    "-n",
                    System.getProperty("user.name"),
                    key + ".pub");
            try (RemoteHost host = host(server, key)) {
                assertThat(host.run(RemoteCommand.of("echo reached")).out()).isEqualTo("reached\n");
            }
        }
    }

    /** As in FIPS mode. The head has a key of each type, in this order. */
    @Test
    void logsInWithTheKeyOfTheTypeThatTheHostAccepts() throws Exception {
        Path folder = Files.createTempDirectory(fixture.folder, "sshd");
        OpenSshServer.keygen(folder, "ecdsa", "host_ecdsa");
        try (OpenSshServer server = new OpenSshServer(
                folder,
                "HostKey " + folder.resolve("host_ecdsa"),
                "HostKeyAlgorithms ecdsa-sha2-nistp256",
                "PubkeyAcceptedAlgorithms ecdsa-sha2-nistp256,rsa-sha2-256",
                "KexAlgorithms ecdh-sha2-nistp256",
                "Ciphers aes256-ctr",
                "MACs hmac-sha2-256")) {
            Path first = key(server, "");
            Path second = server.keygen("ecdsa", "key_ecdsa");
            server.authorise("", second);
            SshTarget.Keys both = new SshTarget.Keys(List.of(first, second), true, Optional.empty());
            try (RemoteHost host = fixture.hosts().host(server.target(both, SshTarget.Transport.DEFAULT))) {
                assertThat(host.run(RemoteCommand.of("echo reached")).out()).isEqualTo("reached\n");
            }
            try (RemoteHost host = host(server, first)) {
                assertThatThrownBy(() -> host.run(RemoteCommand.of("true")))
                        .hasMessageContaining(first + ": refused by the host");
            }
        }
    }

    /** A directory service that is far away, for example. */
    @Test
    void waitsForALoginThatTakes25Seconds() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root's sshd runs an AuthorizedKeysCommand");
        SshHosts patient = fixture.hosts(new SystemTime(), SshSettings.Patience.DEFAULT);
        Path folder = Files.createTempDirectory(fixture.folder, "sshd");
        String command = "AuthorizedKeysCommand /bin/sh -c \"sleep 25; cat '" + folder.resolve("keys") + "'\"";
        try (OpenSshServer server = new OpenSshServer(
                        folder, "AuthorizedKeysFile none", command, "AuthorizedKeysCommandUser root");
                RemoteHost host = patient.host(server.target(key(server, "")))) {
            long start = System.nanoTime();
            assertThat(host.run(RemoteCommand.of("echo reached")).out()).isEqualTo("reached\n");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(25));
        }
    }

    @Test
    void forwardsTheAgentIfTheSshConfigurationSaysSo() throws Exception {
        try (OpenSshServer server = server("AllowAgentForwarding yes")) {
            Path key = key(server, "");
            Path socket = server.folder.resolve("agent");
            Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
            try {
                OpenSshServer.run(
                        "sh",
                        "-c",
                        "for i in $(seq 100); do [ -S \"$1\" ] && break; sleep 0.05; done; SSH_AUTH_SOCK=$1 ssh-add -q \"$2\"",
                        "sh",
                        socket.toString(),
                        key.toString());
                SshTarget.Transport forwarding = new SshTarget.Transport(
                        Optional.empty(),
                        SshTarget.AddressFamily.ANY,
                        Optional.empty(),
                        SshTarget.Algorithms.DEFAULT,
                        Optional.of(socket));
                SshTarget.Keys keys = new SshTarget.Keys(List.of(key), true, Optional.empty());
                try (RemoteHost host = fixture.hosts().host(server.target(keys, forwarding))) {
                    assertThat(host.run(RemoteCommand.of("ssh-add -l; ssh-add -L | wc -l"))
                                    .out())
                            .contains("ED25519")
                            .endsWith("1\n");
                }
                try (RemoteHost host = host(server, key)) {
                    assertThat(host.run(RemoteCommand.of("echo \"[$SSH_AUTH_SOCK]\""))
                                    .out())
                            .isEqualTo("[]\n");
                }
            } finally {
                agent.destroy();
            }
        }
    }

    private static SshTarget.Algorithms algorithms(String ciphers) {
        return new SshTarget.Algorithms(Optional.empty(), Optional.empty(), Optional.of(ciphers), Optional.empty());
    }

    private static SshTarget.Transport transport(SshTarget.Algorithms algorithms) {
        return new SshTarget.Transport(
                Optional.empty(), SshTarget.AddressFamily.ANY, Optional.empty(), algorithms, Optional.empty());
    }

    private OpenSshServer server(String... settings) throws Exception {
        return new OpenSshServer(Files.createTempDirectory(fixture.folder, "sshd"), settings);
    }

    private static Path key(OpenSshServer server, String options) throws Exception {
        Path key = server.keygen("ed25519", "key");
        server.authorise(options, key);
        return key;
    }

    private RemoteHost host(OpenSshServer server, Path key) {
        return fixture.hosts().host(server.target(key));
    }
}
