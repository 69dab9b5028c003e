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
 * Private keys of this process: each file is read once, and its passphrase asked once, however many hosts want it. Nothing of it leaves the
 * process.
 */
public final class KeyRing {
    private static final int TRIES = 3;

    static {
        EcdsaKeys.useJdkProviders();
    }

    private final Prompt prompt;
    private final Map<Path, KeyFile> files = new ConcurrentHashMap<>();
    private final Map<Path, KeyPair> pairs = new HashMap<>();

    public KeyRing(Prompt prompt) {
        this.prompt = prompt;
    }

    /** What can be known without asking anybody. */
    Optional<byte[]> publicBlob(Path file) throws IOException {
        return read(file).publicBlob();
    }

    byte[] blob(Path file) throws IOException {
        Optional<byte[]> known = publicBlob(file);
        return known.isPresent()
                ? known.get()
                : new Buffer.PlainBuffer().putPublicKey(pair(file).getPublic()).getCompactData();
    }

    boolean mustAsk(Path file) {
        try {
            synchronized (pairs) {
                return read(file).encrypted() && !pairs.containsKey(file);
            }
        } catch (IOException e) {
            return false; // said when it is used
        }
    }

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
            default -> throw new IOException("keys of type " + algorithm + " work through an agent only");
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

    /** Under one lock, so that the question is asked once and its answer serves all who wait. */
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
                    .orElseThrow(() -> new IOException("it has a passphrase, and nobody can be asked here: ssh-add "
                            + key.file() + " puts it into the agent"));
            try {
                return key.decode(passphrase);
            } catch (IOException e) {
                if (i == TRIES) {
                    throw e;
                }
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }
    }
}
