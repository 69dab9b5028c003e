package dev.muster.daemon.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import dev.muster.daemon.folder.NodeFolder;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.Pem;
import dev.muster.testkit.ManualTime;
import dev.muster.testkit.certificates.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a node may be wrong for a while. Only the head judges whether a certificate has expired. */
class EnrolmentTest {
    private static final ClusterId CLUSTER = new ClusterId("0123456789abcdef");
    private static final CertificateSubject.Node SUBJECT =
            new CertificateSubject.Node(CLUSTER, NodeKey.worker("cpu", 1));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private final ManualTime time = ManualTime.of(1);
    private final TestCertificates certificates = new TestCertificates(CLUSTER, time.wallClock());

    @SuppressWarnings("NullAway.Init")
    private NodeFolder folder;

    @SuppressWarnings("NullAway.Init")
    private Enrolment enrolment;

    @BeforeEach
    void enrol() throws IOException {
        folder = new NodeFolder(root);
        Files.writeString(folder.authority(), Pem.ofCertificates(List.of(certificates.authority())));
        enrolment = new Enrolment(folder, SUBJECT, time);
        enrolment.request();
        putCertificate();
    }

    private void putCertificate() throws IOException {
        Instant now = time.wallClock();
        String request = Files.readString(folder.request());
        Files.writeString(
                folder.certificate(),
                Pem.ofCertificates(List.of(certificates.certify(
                        IdentityRequest.parse(request).verify(SUBJECT),
                        SUBJECT.uri(),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(30))))));
    }

    @Test
    void usesItsCertificateWhileItsClockIsWrong() throws IOException {
        Identity before = enrolment.current().orElseThrow();
        time.stepWallClock(Duration.ofDays(31));

        for (int dial = 0; dial < 3; dial++) {
            Identity now = enrolment.current().orElseThrow();
            assertThat(now.certificate()).isEqualTo(before.certificate());
            assertThat(enrolment.seemsExpired(now)).isTrue();
            enrolment.request();
        }

        time.stepWallClock(Duration.ofDays(-31));
        assertThat(enrolment.seemsExpired(enrolment.current().orElseThrow())).isFalse();
    }

    @Test
    void prefersANewCertificate() throws IOException {
        time.stepWallClock(Duration.ofDays(31));
        Identity old = enrolment.current().orElseThrow();
        enrolment.request();
        putCertificate();

        assertThat(enrolment.current().orElseThrow().certificate()).isNotEqualTo(old.certificate());
        assertThat(enrolment.seemsExpired(enrolment.current().orElseThrow())).isFalse();
    }
}
