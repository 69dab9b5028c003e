package dev.muster.protocol.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Ed25519 keys, the only kind in use: a program that has just started makes and checks their signatures in half the time of P-256's. */
public final class KeyPairs {
    /** The kind of key, and of signature, by the name that Java knows it by. */
    public static final String ALGORITHM = "Ed25519";

    private KeyPairs() {}

    public static KeyPair make() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has Ed25519", e);
        }
    }

    /** Mode 0600, whole or not at all. The public key stands beside the private one, so that the file alone can be asked for a request. */
    public static void write(Path file, KeyPair pair) throws IOException {
        SecretFile.write(file, pem(pair));
    }

    /** @throws IOException also where others may read the file, or there is no Ed25519 pair in it */
    public static KeyPair read(Path file) throws IOException {
        try {
            return parse(SecretFile.read(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key: " + e.getMessage(), e);
        }
    }

    static String pem(KeyPair pair) {
        return Pem.block("PRIVATE KEY", pair.getPrivate().getEncoded())
                + Pem.block("PUBLIC KEY", pair.getPublic().getEncoded());
    }

    static KeyPair parse(String text) {
        return new KeyPair(publicKey(only("PUBLIC KEY", text)), privateKey(only("PRIVATE KEY", text)));
    }

    private static byte[] only(String label, String text) {
        List<byte[]> blocks = Pem.blocks(label, text);
        if (blocks.size() != 1) {
            throw new IllegalArgumentException("expected one block " + label + ", found " + blocks.size());
        }
        return blocks.getFirst();
    }

    private static PrivateKey privateKey(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key", e);
        }
    }

    /** @throws IllegalArgumentException where the bytes are not an Ed25519 public key */
    static PublicKey publicKey(byte[] subjectPublicKeyInfo) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }
}
