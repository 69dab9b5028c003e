package dev.muster.protocol.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The key and certificates of one end of a connection.
 *
 * @param key the private key, which is never printed
 * @param chain the certificate of the key first, then those that signed it
 * @param authority the certificate of the cluster's CA, the only one that is trusted
 */
public record Identity(PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {
    public Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity needs at least one certificate");
        }
    }

    /**
     * Reads an identity from three files.
     *
     * @param key written by {@link KeyPairs#write}
     * @throws IOException if a file cannot be read or has invalid content, if others may read the key, or if the certificate belongs to another key
     */
    public static Identity load(Path key, Path chain, Path authority) throws IOException {
        KeyPair pair = KeyPairs.read(key);
        Identity identity = new Identity(
                pair.getPrivate(), certificates(chain), certificates(authority).getFirst());
        if (!identity.certificate().getPublicKey().equals(pair.getPublic())) {
            throw new IOException(chain + " does not belong to the key in " + key);
        }
        return identity;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return Pem.certificates(SecretFile.readPublic(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " contains no valid certificates: " + e.getMessage(), e);
        }
    }

    /** The same key with a renewed certificate. @throws IllegalArgumentException if the text is not a certificate chain of this key */
    public Identity renewed(String chainPem) {
        List<X509Certificate> newer = Pem.certificates(chainPem);
        if (!newer.getFirst().getPublicKey().equals(certificate().getPublicKey())) {
            throw new IllegalArgumentException("the new certificate belongs to another key");
        }
        return new Identity(key, newer, authority);
    }

    /** The certificate of the key. */
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** The key pair, which a renewal request is signed with. */
    public KeyPair keyPair() {
        return new KeyPair(certificate().getPublicKey(), key);
    }

    /** The node or operator of the certificate. Empty for the head's own certificate, which has a DNS name instead. */
    public Optional<CertificateSubject> subject() {
        return CertificateSubject.of(certificate());
    }

    public Instant expiresAt() {
        return certificate().getNotAfter().toInstant();
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt());
    }

    /** When two thirds of the certificate's lifetime are over and a new one should be requested. */
    public Instant renewalDue() {
        Instant start = certificate().getNotBefore().toInstant();
        // Seconds instead of Duration.multipliedBy, which uses BigDecimal: its first use costs 18 ms at start.
        return start.plusSeconds(Duration.between(start, expiresAt()).toSeconds() * 2 / 3);
    }

    /** Also where it is not valid yet, because the clock was set back after it was issued. */
    public boolean isDueForRenewal(Instant now) {
        return !now.isBefore(renewalDue())
                || now.isBefore(certificate().getNotBefore().toInstant());
    }

    @Override
    public String toString() {
        return "Identity[" + subject().map(CertificateSubject::uri).orElse("head") + " until " + expiresAt() + "]";
    }
}
