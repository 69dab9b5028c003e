package dev.muster.ssh.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import dev.muster.ssh.HostKeyPins;
import dev.muster.ssh.SshTarget;
import dev.muster.testkit.ssh.TestSshServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Host keys are pinned and checked when a host is connected. */
@Timeout(120)
class HostKeysTest extends SshTest {
    private final TestSshServer server = servers.start();
    private final TestSshServer other = servers.start();

    @Test
    void pinsAnUnknownHostInAFileOfThisUserOnly() throws Exception {
        connect(List.of(), false);
        assertThat(fixture.pins.text()).isEqualTo(server.knownHostsLine() + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fixture.folder.resolve("pins"))))
                .isEqualTo("rw-------");
        connect(List.of(), false);
        assertThat(fixture.pins.text().lines()).hasSize(1);
    }

    @Test
    void refusesAChangedKeyWithBothFingerprintsAndTheLine() {
        fixture.pins.add("[127.0.0.1]:" + server.port() + " " + other.hostKeyLine());
        assertThatThrownBy(() -> connect(List.of(), false))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("host key changed")
                .hasMessageMatching("(?s).*SHA256:.*SHA256:.*")
                .hasMessageContaining(fixture.folder.resolve("pins") + ":1")
                .matches(e -> !((RemoteFailure) e).retryable())
                .matches(e -> ((RemoteFailure) e).hint().contains("ssh-keygen -lf"));
    }

    @Test
    void prefersKnownHostsOfTheUserOverPins() throws Exception {
        fixture.pins.add("[127.0.0.1]:" + server.port() + " " + other.hostKeyLine());
        connect(List.of(file(server.knownHostsLine())), false);
        Path wrong = file("[127.0.0.1]:" + server.port() + " " + other.hostKeyLine());
        assertThatThrownBy(() -> connect(List.of(wrong), false)).hasMessageContaining("host key changed");
    }

    /** A host was installed again, and the user accepted its new key with ssh: the head gets that key too. */
    @Test
    void replacesAPinByAKeyThatTheUserAccepted() throws Exception {
        String name = "[127.0.0.1]:" + server.port();
        fixture.pins.add("[127.0.0.9]:22 " + other.hostKeyLine());
        fixture.pins.add(name + " " + other.hostKeyLine());
        Path accepted = file(server.knownHostsLine());
        assertThat(fixture.pins.isContradictedBy(List.of(accepted), name)).isTrue();
        connect(List.of(accepted), false);
        assertThat(fixture.pins.text().lines())
                .containsExactly("[127.0.0.9]:22 " + other.hostKeyLine(), server.knownHostsLine());
        assertThat(fixture.pins.isContradictedBy(List.of(accepted), name)).isFalse();
    }

    @Test
    void refusesAnUnknownHostIfStrict() {
        assertThatThrownBy(() -> connect(List.of(), true))
                .isInstanceOf(RemoteFailure.class)
                .hasMessageContaining("is unknown");
        assertThat(fixture.pins.text()).isEmpty();
    }

    @Test
    void copiesPinsToAnotherFileOnce() throws Exception {
        connect(List.of(), false);
        HostKeyPins copy = new HostKeyPins(fixture.folder.resolve("head/pins"));
        copy.add(fixture.pins.text());
        copy.add(fixture.pins.text());
        assertThat(copy.text()).isEqualTo(fixture.pins.text());
    }

    private void connect(List<Path> files, boolean strict) throws InterruptedException {
        SshTarget.HostKeyRules rules = new SshTarget.HostKeyRules(files, strict, Optional.empty());
        try (RemoteHost host = fixture.hosts().host(fixture.target(server, new SshTarget.Route.Direct(), rules))) {
            host.run(RemoteCommand.of("true"));
        }
    }

    private Path file(String line) throws IOException {
        return Files.writeString(Files.createTempFile(fixture.folder, "known", ""), line + "\n");
    }
}
