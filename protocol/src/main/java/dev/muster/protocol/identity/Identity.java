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
 * What one end of a connection proves itself with, and whom it trusts.
 *
 * @param key never printed
 * @param chain own certificate first
 * @param authority the cluster's CA: the only one that is trusted
 */
public record Identity(PrivateKey key, List<X509Certificate> chain, X509Certificate authority) {
    public Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity needs a certificate");
        }
    }

    /**
     * @param key as {@link KeyPairs#write} left it
     * @throws IOException also where a file is not what it should be, others may read the key, or the certificate is of another key
     */
    public static Identity load(Path key, Path chain, Path authority) throws IOException {
        KeyPair pair = KeyPairs.read(key);
        Identity identity = new Identity(
                pair.getPrivate(), certificates(chain), certificates(authority).getFirst());
        if (!identity.certificate().getPublicKey().equals(pair.getPublic())) {
            throw new IOException(chain + " is not the certificate of the key in " + key);
        }
        return identity;
    }

    private static List<X509Certificate> certificates(Path file) throws IOException {
        try {
            return Pem.certificates(SecretFile.readPublic(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no certificates: " + e.getMessage(), e);
        }
    }

    /** The same key with a newer certificate, as the answer to a renewal brings it. @throws IllegalArgumentException where the text is no chain of this key */
    public Identity renewed(String chainPem) {
        List<X509Certificate> newer = Pem.certificates(chainPem);
        if (!newer.getFirst().getPublicKey().equals(certificate().getPublicKey())) {
            throw new IllegalArgumentException("the new certificate is of another key");
        }
        return new Identity(key, newer, authority);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** For a request of renewal with the same key. */
    public KeyPair keyPair() {
        return new KeyPair(certificate().getPublicKey(), key);
    }

    /** Empty for the head's own certificate, which carries a DNS name instead. */
    public Optional<CertificateSubject> subject() {
        return CertificateSubject.of(certificate());
    }

    public Instant expiresAt() {
        return certificate().getNotAfter().toInstant();
    }

    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt());
    }

    /** When two thirds of its life are over: time to ask for a new certificate. */
    public Instant renewalDue() {
        Instant from = certificate().getNotBefore().toInstant();
        // In seconds: a product of Durations goes through BigDecimal, whose first use costs a start 18 ms.
        return from.plusSeconds(Duration.between(from, expiresAt()).toSeconds() * 2 / 3);
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
