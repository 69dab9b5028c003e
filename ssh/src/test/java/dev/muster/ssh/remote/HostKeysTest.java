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

    /** The head has nothing but the pins, and would refuse a host that was installed again. */
    @Test
    void replacesThePinOfAHostWhoseNewKeyTheUserKnows() throws Exception {
        String name = "[127.0.0.1]:" + server.port();
        Path accepted = file(server.knownHostsLine());
        fixture.pins.add(name + " " + other.hostKeyLine());
        fixture.pins.add("[127.0.0.1]:1 " + other.hostKeyLine());
        assertThat(fixture.pins.isContradictedBy(List.of(accepted), name)).isTrue();

        connect(List.of(accepted), false);

        assertThat(fixture.pins.text().lines())
                .containsExactly("[127.0.0.1]:1 " + other.hostKeyLine(), server.knownHostsLine());
        assertThat(fixture.pins.lines().confirmed()).containsExactly(server.knownHostsLine());
        assertThat(fixture.pins.lines().others()).hasSize(1);
        assertThat(fixture.pins.isContradictedBy(List.of(accepted), name)).isFalse();
    }

    /** Otherwise the head would accept at first sight what was just refused here. */
    @Test
    void pinsTheKeyThatTheUserKnowsWhereAHostPresentsAnotherOne() throws Exception {
        String name = "[127.0.0.1]:" + server.port();
        Path known = file(name + " " + other.hostKeyLine());

        assertThatThrownBy(() -> connect(List.of(known), false)).hasMessageContaining("host key changed");

        assertThat(fixture.pins.text().lines()).containsExactly(name + " " + other.hostKeyLine());
    }

    @Test
    void ignoresTheTornLineThatAFullDiskLeft() throws Exception {
        String torn = "[127.0.0.1]:1 " + other.hostKeyLine() + "\n" + server.knownHostsLine();
        for (int missing = 2; missing < 40; missing++) {
            Files.writeString(fixture.folder.resolve("pins"), torn.substring(0, torn.length() - missing));
            connect(List.of(), false);
            assertThat(fixture.pins.text().lines())
                    .containsExactly("[127.0.0.1]:1 " + other.hostKeyLine(), server.knownHostsLine());
        }
    }

    @Test
    void usesALastLineWithoutALineBreak() throws Exception {
        Files.writeString(fixture.folder.resolve("pins"), "[127.0.0.1]:" + server.port() + " " + other.hostKeyLine());

        assertThatThrownBy(() -> connect(List.of(), false)).hasMessageContaining("host key changed");
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

    /** A full disk leaves half a line: its key must not look like another one of this host. */
    @Test
    void aPinThatWasWrittenHalfIsWrittenAgain() throws Exception {
        connect(List.of(), false);
        String whole = fixture.pins.text();
        Files.writeString(fixture.folder.resolve("pins"), whole.substring(0, whole.length() - 20));

        connect(List.of(), false);

        assertThat(Files.readString(fixture.folder.resolve("pins"))).isEqualTo(whole);
    }

    @Test
    void aLastPinWithoutALineBreakIsKept() throws Exception {
        connect(List.of(), false);
        String whole = fixture.pins.text();
        Files.writeString(fixture.folder.resolve("pins"), whole.strip());

        fixture.pins.add("vm9 " + other.hostKeyLine());

        assertThat(fixture.pins.text())
                .isEqualTo(whole + "vm9 " + other.hostKeyLine().strip() + "\n");
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
