package dev.muster.ssh.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.ssh.Prompt;
import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import net.schmizz.sshj.common.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys from ssh-keygen, and a real agent. */
@Timeout(120)
@SuppressWarnings("NullAway.Init")
@EnabledIf("hasOpenSsh")
class KeyRingTest {
    private static final byte[] DATA = "to be signed".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    static boolean hasOpenSsh() {
        return Files.isExecutable(Path.of("/usr/bin/ssh-keygen")) && Files.isExecutable(Path.of("/usr/bin/ssh-agent"));
    }

    @ParameterizedTest
    @CsvSource({
        "ed25519, RFC4716",
        "rsa, RFC4716",
        "ecdsa, RFC4716",
        "rsa, PEM",
        "ecdsa, PEM",
        "rsa, PKCS8",
        "ecdsa, PKCS8"
    })
    void signsWithKeysOfEveryFormat(String type, String format) throws Exception {
        for (String passphrase : List.of("", "se cret")) {
            Path key = create(type, format, passphrase);
            AtomicInteger asked = new AtomicInteger();
            KeyRing ring = new KeyRing(question -> {
                asked.incrementAndGet();
                return Optional.of(passphrase.toCharArray());
            });
            assertThat(ring.needsPassphrase(key)).isEqualTo(!passphrase.isEmpty());
            assertThat(PublicKeyAuth.keyType(ring.blob(key))).contains(type.equals("rsa") ? "ssh-rsa" : type);
            for (int i = 0; i < 3; i++) {
                byte[] signature = ring.sign(key, DATA, PublicKeyAuth.algorithm(PublicKeyAuth.keyType(ring.blob(key))));
                assertThat(new Buffer.PlainBuffer(signature).readString()).isNotEmpty();
            }
            assertThat(asked).hasValue(passphrase.isEmpty() ? 0 : 1);
        }
    }

    @Test
    void doesNotUseAKeyThatOthersMayRead() throws Exception {
        Path key = create("ed25519", "RFC4716", "");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> new KeyRing(_ -> Optional.empty()).sign(key, DATA, "ssh-ed25519"))
                .isInstanceOf(IOException.class)
                .hasMessage("may be read by other users (mode 640), so it is not used; run: chmod 600 " + key);
    }

    @Test
    void reportsAPassphraseThatNobodyCanEnter() throws Exception {
        Path key = create("ed25519", "RFC4716", "secret");
        KeyRing ring = new KeyRing(Prompt.NOBODY);
        assertThatThrownBy(() -> ring.sign(key, DATA, "ssh-ed25519"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("there is no terminal to ask for it")
                .hasMessageContaining("ssh-add");
    }

    @Test
    void asksThreeTimesForAPassphrase() throws Exception {
        Path key = create("ed25519", "RFC4716", "secret");
        AtomicInteger asked = new AtomicInteger();
        KeyRing ring = new KeyRing(question -> {
            asked.incrementAndGet();
            return Optional.of("wrong".toCharArray());
        });
        assertThatThrownBy(() -> ring.sign(key, DATA, "ssh-ed25519")).hasMessageContaining("wrong passphrase");
        assertThat(asked).hasValue(3);
    }

    @Test
    void triesKeysOfTheAgentInOpenSshsOrder() throws Exception {
        Path held = create("ed25519", "RFC4716", "");
        Path other = create("rsa", "RFC4716", "");
        Path notHeld = create("ecdsa", "RFC4716", "");
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            while (!Files.exists(socket)) {
                Thread.onSpinWait();
            }
            run(socket, "ssh-add", "-q", other.toString());
            run(socket, "ssh-add", "-q", held.toString());
            SshTarget.Keys keys = new SshTarget.Keys(List.of(notHeld, held), false, Optional.of(socket));
            KeyRing ring = new KeyRing(Prompt.NOBODY);
            List<SshIdentity> order = IdentityOrder.of(keys, ring).inOrder();
            assertThat(order).hasSize(3);
            assertThat(order.get(0).blob()).isEqualTo(ring.blob(held));
            assertThat(order.get(1).blob()).isEqualTo(ring.blob(other));
            assertThat(order.get(2)).isEqualTo(new FileIdentity(notHeld, ring));
            assertThat(IdentityOrder.of(new SshTarget.Keys(List.of(held), true, Optional.of(socket)), ring)
                            .inOrder())
                    .hasSize(1);
            assertThat(order.get(0).sign(DATA, "ssh-ed25519")).isEqualTo(ring.sign(held, DATA, "ssh-ed25519"));
            byte[] rsa = order.get(1).sign(DATA, "rsa-sha2-512");
            assertThat(new Buffer.PlainBuffer(rsa).readString()).isEqualTo("rsa-sha2-512");
        } finally {
            agent.destroy();
            agent.waitFor();
        }
    }

    @Test
    void notesAnAgentThatDoesNotAnswer() {
        Path missing = folder.resolve("missing");
        IdentityOrder identities = IdentityOrder.of(
                new SshTarget.Keys(List.of(), false, Optional.of(missing)), new KeyRing(Prompt.NOBODY));
        assertThat(identities.inOrder()).isEmpty();
        assertThat(identities.notes()).singleElement().asString().contains(missing.toString());
    }

    private Path create(String type, String format, String passphrase) throws Exception {
        Path key = folder.resolve(type + format + passphrase.length());
        run(folder, "ssh-keygen", "-q", "-t", type, "-m", format, "-N", passphrase, "-f", key.toString());
        return key;
    }

    private static void run(Path agent, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SSH_AUTH_SOCK", agent.toString());
        assertThat(builder.start().waitFor()).isZero();
    }
}
