package dev.muster.head.ca;

import dev.muster.core.ClusterId;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.port.Time;
import dev.muster.head.ca.Certificates.Life;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The cluster's certificate authority: made at the head's first start, its key never leaves the head. Begins every certificate a day back, for clocks that differ. */
public final class CertificateAuthority {
    private static final Duration SKEW = Duration.ofDays(1);
    private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    private static final Duration NODE_LIFE = Duration.ofDays(30);
    private static final Duration SERVER_LIFE = Duration.ofDays(90);
    private static final Duration OPERATOR_LIFE = Duration.ofHours(24);

    private final ClusterId clusterId;
    private final Time time;
    private final X509Certificate certificate;
    private final Certificates certificates;

    private CertificateAuthority(
            ClusterId clusterId, Time time, X509Certificate certificate, Certificates certificates) {
        this.clusterId = clusterId;
        this.time = time;
        this.certificate = certificate;
        this.certificates = certificates;
    }

    /** Reads {@code ca.key} and {@code ca.pem} of the folder, or makes them. The key is written first: the next start repairs a crash between the two. */
    public static CertificateAuthority open(Path folder, ClusterId clusterId, Time time) throws IOException {
        Path keyFile = folder.resolve("ca.key");
        Path certificateFile = folder.resolve("ca.pem");
        KeyPair pair;
        if (Files.exists(keyFile)) {
            pair = KeyPairs.read(keyFile);
        } else {
            pair = KeyPairs.make();
            KeyPairs.write(keyFile, pair);
        }
        Certificates certificates = new Certificates("muster " + clusterId, pair.getPrivate());
        if (!Files.exists(certificateFile)) {
            Instant now = time.wallClock();
            Life life = new Life(now.minus(SKEW), now.plus(AUTHORITY_LIFE));
            String pem = Pem.ofCertificates(List.of(certificates.authority(pair.getPublic(), life)));
            AtomicFile.write(certificateFile, pem, Access.READABLE, Durability.DURABLE);
        }
        X509Certificate certificate =
                Pem.certificates(Files.readString(certificateFile)).getFirst();
        if (!certificate.getPublicKey().equals(pair.getPublic())) {
            throw new IOException(certificateFile + " is not the certificate of " + keyFile);
        }
        return new CertificateAuthority(clusterId, time, certificate, certificates);
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** A new key and certificate for the control plane itself; neither is ever on a disk. */
    public Identity server() {
        KeyPair pair = KeyPairs.make();
        X509Certificate own =
                certificates.server(CertificateSubject.headName(clusterId), pair.getPublic(), life(SERVER_LIFE));
        return new Identity(pair.getPrivate(), List.of(own), certificate);
    }

    /** @return the chain as PEM, the node's own certificate first */
    public String enrol(CertificateSubject.Node subject, IdentityRequest request) {
        return client(subject, request.verify(subject), NODE_LIFE);
    }

    public String enrol(CertificateSubject.Operator subject, IdentityRequest request) {
        return client(subject, request.verify(subject), OPERATOR_LIFE);
    }

    private String client(CertificateSubject subject, PublicKey key, Duration length) {
        return Pem.ofCertificates(List.of(certificates.client(subject.uri(), key, life(length)), certificate));
    }

    private Life life(Duration length) {
        Instant now = time.wallClock();
        return new Life(now.minus(SKEW), now.plus(length));
    }
}
