package dev.muster.testkit.certificates;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A cluster's CA for tests, and all that a test may need of it: good certificates, and bad ones of each kind. */
public final class TestCertificates {
    private static final AtomicLong SERIALS = new AtomicLong(1);

    private final ClusterId clusterId;
    private final Instant now;
    private final KeyPair authorityKey;
    private final X509Certificate authority;

    /** What one end of a connection holds: own certificate first in the chain. */
    public record Issued(KeyPair keyPair, List<X509Certificate> chain, X509Certificate authority) {}

    /** @param now certificates are valid from a day before on */
    public TestCertificates(ClusterId clusterId, Instant now) {
        this.clusterId = clusterId;
        this.now = now;
        this.authorityKey = makeKey();
        this.authority = makeAuthority();
    }

    public X509Certificate authority() {
        return authority;
    }

    /** Of the control plane: DNS name {@code head.<cluster_id>}. */
    public Issued head() {
        return issue(
                new GeneralName(GeneralName.dNSName, "head." + clusterId), KeyPurposeId.id_kp_serverAuth, inDays(30));
    }

    public Issued node(NodeKey node) {
        return withUri("muster://" + clusterId + "/" + node);
    }

    /** @param person plain letters, as in {@code ada@laptop} */
    public Issued operator(String person) {
        return withUri("muster://" + clusterId + "/operator/" + person);
    }

    public Issued withUri(String uri) {
        return withUri(uri, inDays(30));
    }

    public Issued withUri(String uri, Instant until) {
        return issue(uri(uri), KeyPurposeId.id_kp_clientAuth, until);
    }

    /** Signed by its own key, however it calls itself. */
    public Issued selfSigned(String uri) {
        KeyPair pair = makeKey();
        X509v3CertificateBuilder builder = builder("self", "self", pair.getPublic(), dayBefore(), inDays(30));
        return new Issued(pair, List.of(leaf(builder, uri(uri), KeyPurposeId.id_kp_clientAuth, pair)), authority);
    }

    /** A certificate for a key that somebody else made. */
    public X509Certificate certify(PublicKey key, String uri, Instant from, Instant until) {
        return leaf(builder(issuer(), "test", key, from, until), uri(uri), KeyPurposeId.id_kp_clientAuth, authorityKey);
    }

    private Issued issue(GeneralName name, KeyPurposeId purpose, Instant until) {
        KeyPair pair = makeKey();
        X509v3CertificateBuilder builder = builder(issuer(), "test", pair.getPublic(), dayBefore(), until);
        return new Issued(pair, List.of(leaf(builder, name, purpose, authorityKey)), authority);
    }

    private X509Certificate makeAuthority() {
        X509v3CertificateBuilder builder =
                builder(issuer(), issuer(), authorityKey.getPublic(), dayBefore(), inDays(3650));
        try {
            return signed(asAuthority(builder), authorityKey.getPrivate());
        } catch (CertIOException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private static X509Certificate leaf(
            X509v3CertificateBuilder builder, GeneralName name, KeyPurposeId purpose, KeyPair signer) {
        try {
            return signed(asLeaf(builder, name, purpose), signer.getPrivate());
        } catch (CertIOException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private String issuer() {
        return "CA of " + clusterId;
    }

    private static GeneralName uri(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }

    private Instant dayBefore() {
        return now.minus(Duration.ofDays(1));
    }

    private Instant inDays(int days) {
        return now.plus(Duration.ofDays(days));
    }

    private static X509v3CertificateBuilder builder(
            String issuer, String subject, PublicKey key, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                new X500Name("CN=" + issuer),
                BigInteger.valueOf(SERIALS.getAndIncrement()),
                Date.from(from),
                Date.from(until),
                new X500Name("CN=" + subject),
                key);
    }

    private static X509v3CertificateBuilder asAuthority(X509v3CertificateBuilder builder) throws CertIOException {
        return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    }

    private static X509v3CertificateBuilder asLeaf(
            X509v3CertificateBuilder builder, GeneralName name, KeyPurposeId purpose) throws CertIOException {
        return builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
    }

    private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("Ed25519").build(key)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate", e);
        }
    }

    private static KeyPair makeKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }
}
