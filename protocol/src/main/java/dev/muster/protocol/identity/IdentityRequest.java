package dev.muster.protocol.identity;

import dev.muster.core.failure.UserError;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/**
 * A request for a certificate, as one line: {@code base64(public key).base64(signature)}. The key is a SubjectPublicKeyInfo. The signature (Ed25519) is
 * over {@code "muster-identity-v1\n" + subject + "\n" + public key}, so it proves that the sender holds the key and wants this subject.
 */
public final class IdentityRequest {
    private static final int MAX_LENGTH = 512;
    private static final String PREFIX = "muster-identity-v1\n";

    private final PublicKey key;
    private final byte[] signature;

    private IdentityRequest(PublicKey key, byte[] signature) {
        this.key = key;
        this.signature = signature;
    }

    /** Creates a signed request. */
    public static IdentityRequest make(KeyPair pair, CertificateSubject subject) {
        return new IdentityRequest(pair.getPublic(), sign(pair.getPrivate(), signedBytes(subject, pair.getPublic())));
    }

    /** Reads a request without verifying it; see {@link #verify}. @throws UserError if the line is not a request */
    public static IdentityRequest parse(String line) {
        String text = line.length() <= MAX_LENGTH ? line.strip() : "";
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw invalidRequest();
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            PublicKey key = KeyPairs.publicKey(decoder.decode(text.substring(0, dot)));
            return new IdentityRequest(key, decoder.decode(text.substring(dot + 1)));
        } catch (IllegalArgumentException e) {
            throw invalidRequest();
        }
    }

    /** Verifies the request and returns the key to certify. @throws UserError if the signature is not by this key and for this subject */
    public PublicKey verify(CertificateSubject subject) {
        try {
            Signature verifier = Signature.getInstance(KeyPairs.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signedBytes(subject, key));
            if (verifier.verify(signature)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            // A malformed signature is treated like a wrong one.
        }
        throw new UserError("the signature of the identity request is not valid for " + subject.uri());
    }

    /** The request as one line, without a line end. */
    public String line() {
        Base64.Encoder encoder = Base64.getEncoder();
        return encoder.encodeToString(key.getEncoded()) + "." + encoder.encodeToString(signature);
    }

    private static byte[] sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signer = Signature.getInstance(KeyPairs.ALGORITHM);
            signer.initSign(key);
            signer.update(bytes);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key cannot sign", e);
        }
    }

    private static byte[] signedBytes(CertificateSubject subject, PublicKey key) {
        byte[] head = (PREFIX + subject.uri() + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = key.getEncoded();
        byte[] all = new byte[head.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static UserError invalidRequest() {
        return new UserError(
                "invalid identity request: expected base64(public key).base64(signature) of an Ed25519 key");
    }
}
