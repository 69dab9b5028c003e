package dev.muster.head.ca;

import dev.muster.core.Digest;
import dev.muster.protocol.identity.KeyPairs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;

/** Builds certificates (X.509, RFC 5280). Signs with the JDK's own provider, so that BouncyCastle's need not be loaded. */
final class Certificates {
    private final X500Name issuer;
    private final PrivateKey key;

    Certificates(String issuer, PrivateKey key) {
        this.issuer = new X500Name("CN=" + issuer);
        this.key = key;
    }

    /** The time in which a certificate is valid. */
    record Validity(Instant from, Instant until) {}

    /** Returns the self-signed certificate of the authority. */
    X509Certificate authority(PublicKey publicKey, Validity validity) {
        return sign(() -> {
            X509v3CertificateBuilder builder = builder(issuer, publicKey, validity);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
            return builder;
        });
    }

    /** Returns the certificate of a server with this DNS name. */
    X509Certificate server(String dnsName, PublicKey publicKey, Validity validity) {
        return endEntity(
                publicKey, validity, KeyPurposeId.id_kp_serverAuth, new GeneralName(GeneralName.dNSName, dnsName));
    }

    /** Returns the certificate of a client that this URI identifies. */
    X509Certificate client(String uri, PublicKey publicKey, Validity validity) {
        return endEntity(
                publicKey,
                validity,
                KeyPurposeId.id_kp_clientAuth,
                new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    }

    private X509Certificate endEntity(PublicKey publicKey, Validity validity, KeyPurposeId purpose, GeneralName name) {
        return sign(() -> {
            X509v3CertificateBuilder builder = builder(new X500Name("CN=muster"), publicKey, validity);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
            return builder;
        });
    }

    private X509v3CertificateBuilder builder(X500Name subject, PublicKey publicKey, Validity validity) {
        return new X509v3CertificateBuilder(
                issuer,
                serial(subject, publicKey, validity),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject,
                SubjectPublicKeyInfo.getInstance(publicKey.getEncoded()));
    }

    /** Unique without a random source: no two certificates have the same key and the same end. */
    private static BigInteger serial(X500Name subject, PublicKey publicKey, Validity validity) {
        String key = HexFormat.of().formatHex(publicKey.getEncoded());
        String digest = Digest.of(subject.toString(), key, validity.until().toString());
        return new BigInteger(digest.substring(0, 32), 16).add(BigInteger.ONE);
    }

    private interface Content {
        X509v3CertificateBuilder build() throws IOException;
    }

    private X509Certificate sign(Content content) {
        try {
            byte[] der = content.build().build(new JdkSigner(key)).getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    /** Signs with Ed25519 what is written to its stream. */
    private static final class JdkSigner implements ContentSigner {
        private static final ASN1ObjectIdentifier ALGORITHM = EdECObjectIdentifiers.id_Ed25519;

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final PrivateKey key;

        JdkSigner(PrivateKey key) {
            this.key = key;
        }

        @Override
        public AlgorithmIdentifier getAlgorithmIdentifier() {
            return new AlgorithmIdentifier(ALGORITHM);
        }

        @Override
        public OutputStream getOutputStream() {
            return content;
        }

        @Override
        public byte[] getSignature() {
            try {
                Signature signer = Signature.getInstance(KeyPairs.ALGORITHM);
                signer.initSign(key);
                signer.update(content.toByteArray());
                return signer.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the authority's key cannot sign", e);
            }
        }
    }
}
