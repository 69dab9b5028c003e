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
 * What a key holder hands in to get a certificate: one line, {@code base64(public key).base64(signature)}. The key is a
 * SubjectPublicKeyInfo; the signature (Ed25519) is over {@code "muster-identity-v1\n" + subject + "\n" + public key}, so it proves that
 * whoever asks holds the key, and asks for this subject.
 */
public final class IdentityRequest {
    private static final int LONGEST = 512;
    private static final String PREFIX = "muster-identity-v1\n";

    private final PublicKey key;
    private final byte[] signature;

    private IdentityRequest(PublicKey key, byte[] signature) {
        this.key = key;
        this.signature = signature;
    }

    public static IdentityRequest make(KeyPair pair, CertificateSubject subject) {
        return new IdentityRequest(pair.getPublic(), sign(pair.getPrivate(), signed(subject, pair.getPublic())));
    }

    /** @throws UserError where the line is no request; whom it is for is not known before {@link #verify} */
    public static IdentityRequest parse(String line) {
        String text = line.length() <= LONGEST ? line.strip() : "";
        int dot = text.indexOf('.');
        if (dot < 0) {
            throw refused();
        }
        try {
            Base64.Decoder decoder = Base64.getDecoder();
            PublicKey key = KeyPairs.publicKey(decoder.decode(text.substring(0, dot)));
            return new IdentityRequest(key, decoder.decode(text.substring(dot + 1)));
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    /** The key that a certificate for this subject may be made for. @throws UserError where the signature is not of this key over this subject */
    public PublicKey verify(CertificateSubject subject) {
        try {
            Signature verifier = Signature.getInstance(KeyPairs.ALGORITHM);
            verifier.initVerify(key);
            verifier.update(signed(subject, key));
            if (verifier.verify(signature)) {
                return key;
            }
        } catch (GeneralSecurityException e) {
            // A signature that cannot even be read proves as little as a wrong one.
        }
        throw new UserError("the identity request does not prove that its sender holds the key for " + subject.uri());
    }

    /** What goes into the file or the message; has no line end. */
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
            throw new IllegalArgumentException("not a key to sign with", e);
        }
    }

    private static byte[] signed(CertificateSubject subject, PublicKey key) {
        byte[] head = (PREFIX + subject.uri() + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = key.getEncoded();
        byte[] all = new byte[head.length + tail.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static UserError refused() {
        return new UserError(
                "not an identity request (expected base64(public key).base64(signature) of an Ed25519 key)");
    }
}
