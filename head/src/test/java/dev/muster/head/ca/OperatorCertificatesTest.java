package dev.muster.head.ca;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import dev.muster.testkit.ManualTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorCertificatesTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final String NAME = "00112233445566aa";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ManualTime time = ManualTime.of(1);
    private final List<String> served = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private OperatorCertificates certificates;

    @SuppressWarnings("NullAway.Init")
    private Path operators;

    @BeforeEach
    void open() throws IOException {
        operators = folder.resolve("operators");
        certificates = new OperatorCertificates(
                operators, CLUSTER, CertificateAuthority.open(folder, CLUSTER, time), time, served::add);
    }

    private static String request(String operator) {
        return operator + "\n"
                + IdentityRequest.make(KeyPairs.make(), new CertificateSubject.Operator(CLUSTER, operator))
                        .line() + "\n";
    }

    private Path put(String name, String text) throws IOException {
        Path file = operators.resolve(name);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(time.now()));
        return file;
    }

    private Path certificate() {
        return operators.resolve(NAME + ".certificate");
    }

    @Test
    void createsTheFolderForItsOwnerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(operators)))
                .isEqualTo("rwx------");
    }

    @Test
    void answersARequestWithACertificateForOneDay() throws IOException {
        Path request = put(NAME + ".request", request("me@here"));
        certificates.serve();

        X509Certificate given =
                Pem.certificates(Files.readString(certificate())).getFirst();
        assertThat(CertificateSubject.of(given)).contains(new CertificateSubject.Operator(CLUSTER, "me@here"));
        assertThat(given.getNotAfter()).isEqualTo(Date.from(time.now().plus(Duration.ofHours(24))));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(certificate())))
                .isEqualTo("rw-------");
        assertThat(request).doesNotExist();
        assertThat(served).containsExactly("me@here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one line", "a\nb\nc\n", "me@here\nnonsense\n", "a/b\nx.y\n"})
    void rejectsAnInvalidRequest(String text) throws IOException {
        put(NAME + ".request", text);
        certificates.serve();

        assertThat(certificate()).doesNotExist();
        assertThat(served).isEmpty();
    }

    @Test
    void rejectsARequestThatWasSignedForAnotherOperator() throws IOException {
        String line = request("me@here").lines().toList().get(1);
        put(NAME + ".request", "root@there\n" + line + "\n");
        certificates.serve();

        assertThat(certificate()).doesNotExist();
    }

    /** Its subject is a node, so its signature is not valid for an operator. */
    @Test
    void rejectsTheRequestOfANode() throws IOException {
        CertificateSubject.Node node = new CertificateSubject.Node(CLUSTER, NodeKey.worker("cpu", 1));
        put(
                NAME + ".request",
                "cpu-1\n" + IdentityRequest.make(KeyPairs.make(), node).line() + "\n");
        certificates.serve();

        assertThat(certificate()).doesNotExist();
    }

    @Test
    void rejectsARequestThatIsTooLong() throws IOException {
        put(NAME + ".request", request("me@here") + "x".repeat(5000));
        certificates.serve();

        assertThat(certificate()).doesNotExist();
    }

    @Test
    void doesNotFollowLinks() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.writeString(elsewhere, request("me@here"));
        Files.createSymbolicLink(operators.resolve(NAME + ".request"), elsewhere);
        certificates.serve();

        assertThat(certificate()).doesNotExist();
        assertThat(elsewhere).exists();
    }

    @Test
    void ignoresFilesWithOtherNames() throws IOException {
        put("x.request.draft", request("me@here"));
        put("short.request", request("me@here"));
        certificates.serve();

        assertThat(served).isEmpty();
    }

    @Test
    void deletesFilesThatAreOlderThanAMinute() throws IOException {
        Path leftover = put("left.certificate", "x");
        time.advance(Duration.ofSeconds(59));
        certificates.serve();
        assertThat(leftover).exists();

        time.advance(Duration.ofSeconds(2));
        certificates.serve();
        assertThat(leftover).doesNotExist();
    }
}
