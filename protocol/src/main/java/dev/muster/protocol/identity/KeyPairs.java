package dev.muster.protocol.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;

/** Keys on the curve P-256, the only kind in use. */
public final class KeyPairs {
    private static final String CURVE = "secp256r1";

    private KeyPairs() {}

    public static KeyPair make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has the curve P-256", e);
        }
    }

    /** Mode 0600, whole or not at all. The public key stands beside the private one, so that the file alone can be asked for a request. */
    public static void write(Path file, KeyPair pair) throws IOException {
        SecretFile.write(file, pem(pair));
    }

    /** @throws IOException also where others may read the file, or there is no P-256 pair in it */
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
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a private key", e);
        }
    }

    /** @throws IllegalArgumentException where the bytes are not a P-256 public key */
    static PublicKey publicKey(byte[] subjectPublicKeyInfo) {
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(subjectPublicKeyInfo));
            if (key instanceof ECPublicKey ec && isP256(ec.getParams())) {
                return key;
            }
            throw new IllegalArgumentException("not a key on the curve P-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a public key", e);
        }
    }

    private static boolean isP256(ECParameterSpec parameters) throws GeneralSecurityException {
        AlgorithmParameters known = AlgorithmParameters.getInstance("EC");
        known.init(new ECGenParameterSpec(CURVE));
        ECParameterSpec expected = known.getParameterSpec(ECParameterSpec.class);
        return parameters.getCurve().equals(expected.getCurve())
                && parameters.getGenerator().equals(expected.getGenerator())
                && parameters.getOrder().equals(expected.getOrder());
    }
}
