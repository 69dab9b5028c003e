package dev.muster.ssh.key;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/**
 * A private key file as it lies there: OpenSSH's own format, or PEM.
 *
 * @param publicBlob empty where only the private part can tell
 */
record KeyFile(Path file, String text, boolean encrypted, Optional<byte[]> publicBlob) {
    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String MAGIC = "openssh-key-v1\0";
    private static final long MOST_BYTES = 1024 * 1024;

    static KeyFile read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("too large for a key");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PuTTY-User-Key-File")) {
            throw new IOException("a PuTTY key: convert it with puttygen -O private-openssh");
        }
        if (!text.contains("-----BEGIN ")) {
            return publicOnly(file, text);
        }
        if (text.contains(OPENSSH)) {
            return openssh(file, text);
        }
        boolean encrypted = text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED");
        return new KeyFile(file, text, encrypted, besides(file));
    }

    /** The file says in clear whether it is encrypted, and which public key it belongs to. */
    private static KeyFile openssh(Path file, String text) throws IOException {
        try {
            String body = text.substring(text.indexOf(OPENSSH) + OPENSSH.length(), text.indexOf("-----END "));
            Buffer.PlainBuffer data =
                    new Buffer.PlainBuffer(Base64.getMimeDecoder().decode(body));
            byte[] magic = new byte[MAGIC.length()];
            data.readRawBytes(magic);
            if (!MAGIC.equals(new String(magic, StandardCharsets.ISO_8859_1))) {
                throw new IOException("not a key of OpenSSH's format");
            }
            boolean encrypted = !data.readString().equals("none");
            data.readString(); // name of the key derivation
            data.readBytes(); // its options
            data.readUInt32(); // number of keys: 1
            return new KeyFile(file, text, encrypted, Optional.of(data.readBytes()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a damaged key file", e);
        }
    }

    /** The public half stands in for a key that only the agent holds. */
    private static KeyFile publicOnly(Path file, String text) throws IOException {
        byte[] blob = publicKey(text).orElseThrow(() -> new IOException("not a private key"));
        return new KeyFile(file, text, false, Optional.of(blob));
    }

    private static Optional<byte[]> besides(Path file) {
        try {
            return publicKey(Files.readString(Path.of(file + ".pub"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> publicKey(String line) {
        String[] words = line.strip().split("\\s+");
        try {
            return words.length < 2
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(words[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @param passphrase empty where there is none */
    KeyPair decode(char[] passphrase) throws IOException {
        if (!text.contains("-----BEGIN ")) {
            throw new IOException("a public key only, and the agent does not hold the private one");
        }
        BaseFileKeyProvider provider = text.contains(OPENSSH) ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        provider.init(text, null, passphrase.length == 0 ? null : PasswordUtils.createOneOff(passphrase));
        try {
            return new KeyPair(provider.getPublic(), provider.getPrivate());
        } catch (IOException | RuntimeException e) {
            throw new IOException(encrypted ? "wrong passphrase" : "unreadable key: " + e.getMessage(), e);
        }
    }
}
