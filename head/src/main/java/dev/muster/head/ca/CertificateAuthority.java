package dev.muster.head.ca;

import dev.muster.core.ClusterId;
import dev.muster.core.io.AtomicFile;
import dev.muster.core.io.AtomicFile.Access;
import dev.muster.core.io.AtomicFile.Durability;
import dev.muster.core.port.Time;
import dev.muster.head.ca.Certificates.Validity;
import dev.muster.protocol.identity.CertificateSubject;
import dev.muster.protocol.identity.Identity;
import dev.muster.protocol.identity.IdentityRequest;
import dev.muster.protocol.identity.KeyPairs;
import dev.muster.protocol.identity.Pem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The cluster's certificate authority. It is created at the head's first start, and its key never leaves the head. Every certificate is valid from one day
 * before it is signed, for clocks that differ.
 */
public final class CertificateAuthority {
    private static final Duration SKEW = Duration.ofDays(1);
    private static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);
    private static final Duration NODE_VALIDITY = Duration.ofDays(30);
    private static final Duration SERVER_VALIDITY = Duration.ofDays(90);
    private static final Duration OPERATOR_VALIDITY = Duration.ofHours(24);

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

    /**
     * Reads {@code ca.key} and {@code ca.pem} from the folder, or creates them. The certificate follows from the key: where it is missing or damaged it is made
     * again, and the nodes, which know the old one, accept the new one.
     */
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
        if (!isCertificate(certificateFile)) {
            Instant now = time.wallClock();
            Validity validity = new Validity(now.minus(SKEW), now.plus(AUTHORITY_VALIDITY));
            String pem = Pem.ofCertificates(List.of(certificates.authority(pair.getPublic(), validity)));
            AtomicFile.write(certificateFile, pem, Access.READABLE, Durability.DURABLE);
        }
        X509Certificate certificate =
                Pem.certificates(Files.readString(certificateFile)).getFirst();
        if (!certificate.getPublicKey().equals(pair.getPublic())) {
            throw new IOException(certificateFile + " is not the certificate of " + keyFile);
        }
        return new CertificateAuthority(clusterId, time, certificate, certificates);
    }

    private static boolean isCertificate(Path file) throws IOException {
        try {
            return Files.exists(file)
                    && Pem.certificates(Files.readString(file)).size() == 1;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }

    /** Returns the authority's own certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** Returns a new key and certificate for the control plane. Neither is ever written to a disk. */
    public Identity server() {
        KeyPair pair = KeyPairs.make();
        X509Certificate own = certificates.server(
                CertificateSubject.headName(clusterId), pair.getPublic(), validity(SERVER_VALIDITY));
        return new Identity(pair.getPrivate(), List.of(own), certificate);
    }

    /**
     * Signs the certificate of a node.
     *
     * @return the chain as PEM, the node's certificate first
     */
    public String enrol(CertificateSubject.Node subject, IdentityRequest request) {
        return client(subject, request.verify(subject), NODE_VALIDITY);
    }

    /**
     * Signs the certificate of an operator.
     *
     * @return the chain as PEM, the operator's certificate first
     */
    public String enrol(CertificateSubject.Operator subject, IdentityRequest request) {
        return client(subject, request.verify(subject), OPERATOR_VALIDITY);
    }

    private String client(CertificateSubject subject, PublicKey key, Duration length) {
        return Pem.ofCertificates(List.of(certificates.client(subject.uri(), key, validity(length)), certificate));
    }

    private Validity validity(Duration length) {
        Instant now = time.wallClock();
        return new Validity(now.minus(SKEW), now.plus(length));
    }
}
