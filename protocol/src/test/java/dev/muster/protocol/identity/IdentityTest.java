package dev.muster.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import dev.muster.testkit.certificates.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final CertificateSubject NODE = new CertificateSubject.Node(CLUSTER, new NodeKey("cpu-17"));
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private final TestCertificates certificates = new TestCertificates(CLUSTER, NOW);

    @Nested
    class Subjects {
        @Test
        void areWrittenAndReadInTheSameForm() {
            assertThat(NODE.uri()).isEqualTo("muster://0123456789abcdef/cpu-17");
            assertThat(CertificateSubject.parse(NODE.uri())).contains(NODE);
            CertificateSubject ada = new CertificateSubject.Operator(CLUSTER, "ada@laptop");
            assertThat(ada.uri()).isEqualTo("muster://0123456789abcdef/operator/ada@laptop");
            assertThat(CertificateSubject.parse(ada.uri())).contains(ada);
        }

        @Test
        void writeAnyOperatorNameInAscii() {
            for (String name : List.of("müller@büro", "DOMAIN\\eve@pc 7", "a%20b?c#d@x", "日本@host")) {
                CertificateSubject subject = new CertificateSubject.Operator(CLUSTER, name);
                assertThat(subject.uri()).matches("[!-~]+");
                assertThat(CertificateSubject.parse(subject.uri())).contains(subject);
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "muster:",
                    "muster://0123456789abcdef",
                    "muster://0123456789abcdef/",
                    "muster://0123456789ABCDEF/cpu-1",
                    "MUSTER://0123456789abcdef/cpu-1",
                    "https://0123456789abcdef/cpu-1",
                    "muster://0123456789abcdef/cpu-1/",
                    "muster://0123456789abcdef/cpu-1?a",
                    "muster://0123456789abcdef/cpu-1#a",
                    "muster://0123456789abcdef/c%70u-1",
                    "muster://0123456789abcdef/../cpu-1",
                    "muster://0123456789abcdef:1/cpu-1",
                    "muster://x@0123456789abcdef/cpu-1",
                    "muster://0123456789abcdef/operator/",
                    "muster://0123456789abcdef/operator/a/b",
                    "muster://0123456789abcdef/robot/x"
                })
        void inAnyOtherFormAreRejected(String uri) {
            assertThat(CertificateSubject.parse(uri)).isEmpty();
        }

        @Test
        void areReadFromACertificate() {
            assertThat(CertificateSubject.of(
                            certificates.node(new NodeKey("cpu-17")).chain().getFirst()))
                    .contains(NODE);
            assertThat(CertificateSubject.of(certificates.head().chain().getFirst()))
                    .isEmpty();
            assertThat(CertificateSubject.of(certificates.authority())).isEmpty();
        }
    }

    @Nested
    class Requests {
        private final KeyPair pair = KeyPairs.make();

        @Test
        void proveWhoHoldsTheKeyAndForWhichSubject() {
            String line = IdentityRequest.make(pair, NODE).line();
            assertThat(line).doesNotContain("\n").hasSizeLessThan(512);
            assertThat(IdentityRequest.parse(line + "\n").verify(NODE)).isEqualTo(pair.getPublic());
        }

        @Test
        void areRefusedForAnotherSubject() {
            IdentityRequest request = IdentityRequest.make(pair, NODE);
            assertThatThrownBy(() -> request.verify(new CertificateSubject.Node(CLUSTER, NodeKey.HEAD)))
                    .isInstanceOf(UserError.class);
            assertThatThrownBy(() -> request.verify(
                            new CertificateSubject.Node(new ClusterId("fedcba9876543210"), new NodeKey("cpu-17"))))
                    .isInstanceOf(UserError.class);
        }

        @Test
        void areRefusedWithTheSignatureOfAnotherKey() {
            String mine = IdentityRequest.make(pair, NODE).line();
            String theirs = IdentityRequest.make(KeyPairs.make(), NODE).line();
            String mixed = mine.substring(0, mine.indexOf('.')) + theirs.substring(theirs.indexOf('.'));
            assertThatThrownBy(() -> IdentityRequest.parse(mixed).verify(NODE)).isInstanceOf(UserError.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", ".", "a.b", "AAAA", "AAAA.AAAA", "%%%.%%%"})
        void withInvalidSyntaxAreRefused(String line) {
            assertThatThrownBy(() -> IdentityRequest.parse(line)).isInstanceOf(UserError.class);
        }

        @Test
        void thatAreTooLongAreRefused() {
            String line = IdentityRequest.make(pair, NODE).line();
            assertThatThrownBy(() -> IdentityRequest.parse(line + " ".repeat(1000)))
                    .isInstanceOf(UserError.class);
        }

        @Test
        void withAMalformedSignatureAreRefused() {
            String line = IdentityRequest.make(pair, NODE).line();
            String broken = line.substring(0, line.indexOf('.')) + ".AAAA";
            assertThatThrownBy(() -> IdentityRequest.parse(broken).verify(NODE)).isInstanceOf(UserError.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"EC", "Ed448", "RSA", "X25519"})
        void withAKeyOfAnotherTypeAreRefused(String type) throws Exception {
            byte[] other = KeyPairGenerator.getInstance(type)
                    .generateKeyPair()
                    .getPublic()
                    .getEncoded();
            String line = Base64.getEncoder().encodeToString(other) + ".AAAA";
            assertThatThrownBy(() -> IdentityRequest.parse(line)).isInstanceOf(UserError.class);
        }
    }

    @Nested
    class KeyFiles {
        @TempDir
        Path folder;

        @Test
        void haveMode0600AndReadBackTheSameKey() throws IOException {
            KeyPair pair = KeyPairs.make();
            Path file = folder.resolve("key.pem");
            KeyPairs.write(file, KeyPairs.make());
            KeyPairs.write(file, pair);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(KeyPairs.read(file).getPublic()).isEqualTo(pair.getPublic());
            assertThat(KeyPairs.read(file).getPrivate()).isEqualTo(pair.getPrivate());
            assertThat(folder).isDirectoryContaining(path -> path.equals(file));
            assertThat(folder.toFile().list()).hasSize(1);
        }

        @Test
        void thatOthersMayReadAreRefused() throws IOException {
            Path file = folder.resolve("key.pem");
            KeyPairs.write(file, KeyPairs.make());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
            assertThatThrownBy(() -> KeyPairs.read(file)).hasMessageContaining("is accessible by others");
        }

        @Test
        void formAnIdentity() throws IOException {
            Identity identity = load(certificates.node(new NodeKey("cpu-17")), KeyPairs.make(), true);
            assertThat(identity.subject()).contains(NODE);
            assertThat(identity.toString()).doesNotContain(identity.key().toString());
        }

        @Test
        void ofDifferentKeysAreRefused() {
            assertThatThrownBy(() -> load(certificates.node(new NodeKey("cpu-17")), KeyPairs.make(), false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("does not belong to the key");
        }

        @Test
        void withOtherContentAreRefusedWithTheFilesName() throws IOException {
            Path file = Files.writeString(folder.resolve("x.pem"), "hello");
            Path key = folder.resolve("key.pem");
            KeyPairs.write(key, KeyPairs.make());
            assertThatThrownBy(() -> Identity.load(key, file, file))
                    .hasMessageContaining("contains no valid certificates");
            SecretFile.write(key, "hello");
            assertThatThrownBy(() -> Identity.load(key, file, file)).hasMessageContaining("contains no valid key");
        }

        private Identity load(TestCertificates.Issued issued, KeyPair otherKey, boolean matches) throws IOException {
            Path key = folder.resolve("key.pem");
            KeyPairs.write(key, matches ? issued.keyPair() : otherKey);
            Path chain = Files.writeString(folder.resolve("certificate.pem"), Pem.ofCertificates(issued.chain()));
            Path authority =
                    Files.writeString(folder.resolve("ca.pem"), Pem.ofCertificates(List.of(issued.authority())));
            return Identity.load(key, chain, authority);
        }
    }

    @Nested
    class Lifetimes {
        private final Identity identity = of(certificates.withUri(NODE.uri(), NOW.plus(Duration.ofDays(29))));

        @Test
        void renewalIsDueAfterTwoThirdsOfTheLifetime() {
            assertThat(identity.isDueForRenewal(NOW.plus(Duration.ofDays(19)).minusSeconds(1)))
                    .isFalse();
            assertThat(identity.isDueForRenewal(NOW.plus(Duration.ofDays(19)))).isTrue();
        }

        @Test
        void aCertificateIsExpiredFromItsLastSecondOn() {
            assertThat(identity.isExpired(NOW.plus(Duration.ofDays(29)).minusSeconds(1)))
                    .isFalse();
            assertThat(identity.isExpired(NOW.plus(Duration.ofDays(29)))).isTrue();
        }

        @Test
        void aRenewedCertificateMustBelongToTheSameKey() {
            String newer = Pem.ofCertificates(List.of(certificates.certify(
                    identity.keyPair().getPublic(), NODE.uri(), NOW, NOW.plus(Duration.ofDays(59)))));
            assertThat(identity.renewed(newer).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(59)));
            String foreign =
                    Pem.ofCertificates(certificates.node(new NodeKey("cpu-17")).chain());
            assertThatThrownBy(() -> identity.renewed(foreign)).isInstanceOf(IllegalArgumentException.class);
        }

        private static Identity of(TestCertificates.Issued issued) {
            return new Identity(issued.keyPair().getPrivate(), issued.chain(), issued.authority());
        }
    }
}
