package dev.muster.ssh.key;

import com.hierynomus.sshj.key.KeyAlgorithms;
import dev.muster.ssh.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.signature.Signature;

/**
 * The private keys of this process. Each file is read once, and the operator is asked once for its passphrase, for any number of hosts. Keys
 * and passphrases never leave the process.
 */
public final class KeyRing {
    private static final int MAX_TRIES = 3;

    static {
        EcdsaKeys.useJdkProviders();
    }

    private final Prompt prompt;
    private final Map<Path, KeyFile> files = new ConcurrentHashMap<>();
    private final Map<Path, KeyPair> pairs = new HashMap<>();

    public KeyRing(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Returns the public key if it is known without a passphrase. */
    Optional<byte[]> publicBlob(Path file) throws IOException {
        return read(file).publicBlob();
    }

    /** Returns the public key, and asks for the passphrase if that is necessary. */
    byte[] blob(Path file) throws IOException {
        Optional<byte[]> known = publicBlob(file);
        return known.isPresent()
                ? known.get()
                : new Buffer.PlainBuffer().putPublicKey(pair(file).getPublic()).getCompactData();
    }

    /** Returns whether a signature needs a passphrase that is not known yet. */
    boolean needsPassphrase(Path file) {
        try {
            synchronized (pairs) {
                return read(file).encrypted() && !pairs.containsKey(file);
            }
        } catch (IOException e) {
            return false; // reported when the key is used
        }
    }

    /** Returns a signature in SSH's encoding. */
    byte[] sign(Path file, byte[] data, String algorithm) throws IOException {
        Signature signature = switch (algorithm) {
            case "ssh-ed25519" -> KeyAlgorithms.EdDSA25519().create().newSignature();
            case "ecdsa-sha2-nistp256" ->
                KeyAlgorithms.ECDSASHANistp256().create().newSignature();
            case "ecdsa-sha2-nistp384" ->
                KeyAlgorithms.ECDSASHANistp384().create().newSignature();
            case "ecdsa-sha2-nistp521" ->
                KeyAlgorithms.ECDSASHANistp521().create().newSignature();
            case "rsa-sha2-512" -> KeyAlgorithms.RSASHA512().create().newSignature();
            default -> throw new IOException("keys of type " + algorithm + " are only supported through an agent");
        };
        signature.initSign(pair(file).getPrivate());
        signature.update(data);
        return new Buffer.PlainBuffer()
                .putString(algorithm)
                .putBytes(signature.encode(signature.sign()))
                .getCompactData();
    }

    private KeyFile read(Path file) throws IOException {
        KeyFile known = files.get(file);
        if (known == null) {
            known = KeyFile.read(file);
            files.put(file, known);
        }
        return known;
    }

    /** Holds one lock, so that the operator is asked once and every waiting thread gets the answer. */
    private KeyPair pair(Path file) throws IOException {
        synchronized (pairs) {
            KeyPair known = pairs.get(file);
            if (known == null) {
                KeyFile key = read(file);
                known = key.encrypted() ? unlock(key) : key.decode(new char[0]);
                pairs.put(file, known);
            }
            return known;
        }
    }

    private KeyPair unlock(KeyFile key) throws IOException {
        for (int i = 1; ; i++) {
            char[] passphrase = prompt.secret("Passphrase of " + key.file() + ": ")
                    .orElseThrow(() -> new LockedKeyException(key.file()));
            try {
                return key.decode(passphrase);
            } catch (IOException e) {
                if (i == MAX_TRIES) {
                    throw e;
                }
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }
    }
}
