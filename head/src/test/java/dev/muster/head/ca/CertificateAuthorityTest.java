package dev.muster.head.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final CertificateSubject.Node CPU_1 = new CertificateSubject.Node(CLUSTER, NodeKey.worker("cpu", 1));
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ManualTime time = ManualTime.of(1);

    @SuppressWarnings("NullAway.Init")
    private CertificateAuthority authority;

    @BeforeEach
    void open() throws IOException {
        authority = CertificateAuthority.open(folder, CLUSTER, time);
    }

    @Test
    void writesItsKeyForItsOwnerOnlyAndReadsItAfterARestart() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ca.key"))))
                .isEqualTo("rw-------");
        assertThat(CertificateAuthority.open(folder, CLUSTER, time).certificate())
                .isEqualTo(authority.certificate());
    }

    @Test
    void repairsACrashBetweenKeyAndCertificate() throws IOException {
        Files.delete(folder.resolve("ca.pem"));

        assertThat(CertificateAuthority.open(folder, CLUSTER, time)
                        .certificate()
                        .getPublicKey())
                .isEqualTo(authority.certificate().getPublicKey());
    }

    /** A loss of power may leave an empty file. Nodes have the old certificate, so the new one must count for them. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nMIIB", "\0\0\0\0", "\u00ff"})
    void makesADamagedCertificateAgain(String damaged) throws Exception {
        X509Certificate before = authority.certificate();
        Files.write(folder.resolve("ca.pem"), damaged.getBytes(StandardCharsets.ISO_8859_1));

        CertificateAuthority again = CertificateAuthority.open(folder, CLUSTER, time);

        assertThat(again.certificate().getSubjectX500Principal()).isEqualTo(before.getSubjectX500Principal());
        again.server().certificate().verify(before.getPublicKey());
    }

    @Test
    void namesADamagedKey() throws IOException {
        Files.writeString(folder.resolve("ca.key"), "");

        assertThatThrownBy(() -> CertificateAuthority.open(folder, CLUSTER, time))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ca.key contains no valid key");
    }

    @Test
    void failsIfOthersCanReadTheKey() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("ca.key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> CertificateAuthority.open(folder, CLUSTER, time))
                .isInstanceOf(IOException.class);
    }

    @Test
    void signsANodeForThirtyDaysFromTheDayBefore() throws Exception {
        KeyPair pair = KeyPairs.make();
        X509Certificate certificate = node(pair);

        assertThat(CertificateSubject.of(certificate)).contains(CPU_1);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
        assertThat(certificate.getPublicKey()).isEqualTo(pair.getPublic());
        assertThat(certificate.getNotAfter()).isEqualTo(Date.from(time.now().plus(Duration.ofDays(30))));
        assertThat(certificate.getNotBefore()).isEqualTo(Date.from(time.now().minus(Duration.ofDays(1))));
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        certificate.verify(authority.certificate().getPublicKey());
    }

    private X509Certificate node(KeyPair pair) {
        String chain = authority.enrol(CPU_1, IdentityRequest.make(pair, CPU_1));
        return Pem.certificates(chain).getFirst();
    }

    @Test
    void rejectsARequestForASubjectThatTheKeyDidNotSign() {
        KeyPair pair = KeyPairs.make();
        CertificateSubject.Node other = new CertificateSubject.Node(CLUSTER, NodeKey.worker("cpu", 2));

        assertThatThrownBy(() -> authority.enrol(CPU_1, IdentityRequest.make(pair, other)))
                .isInstanceOf(UserError.class);
    }

    @Test
    void namesTheClusterInTheServerCertificate() throws Exception {
        Identity server = authority.server();

        assertThat(server.certificate().getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
        assertThat(server.certificate().getSubjectAlternativeNames()).containsExactly(List.of(2, "head." + CLUSTER));
        server.certificate().verify(authority.certificate().getPublicKey());
    }

    @Test
    void givesEachCertificateItsOwnSerialNumber() {
        assertThat(node(KeyPairs.make()).getSerialNumber())
                .isNotEqualTo(node(KeyPairs.make()).getSerialNumber())
                .isPositive();
    }
}
