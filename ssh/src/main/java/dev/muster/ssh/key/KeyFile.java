package dev.muster.ssh.key;

import com.hierynomus.sshj.userauth.keyprovider.OpenSSHKeyV1KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.userauth.keyprovider.BaseFileKeyProvider;
import net.schmizz.sshj.userauth.keyprovider.PKCS8KeyFile;
import net.schmizz.sshj.userauth.password.PasswordUtils;

/**
 * A private key file in OpenSSH's own format or PEM. A public key file stands for a private key that only the agent holds.
 *
 * @param publicBlob the public key; empty if it can only be computed from the private key
 */
record KeyFile(Path file, String text, boolean encrypted, Optional<byte[]> publicBlob) {
    private static final String OPENSSH = "-----BEGIN OPENSSH PRIVATE KEY-----";
    private static final String MAGIC = "openssh-key-v1\0";
    private static final int OF_OTHERS = 077;
    private static final long MAX_BYTES = 1024 * 1024;

    /** @throws IOException if the file cannot be read or has another format */
    static KeyFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("has more than " + MAX_BYTES + " bytes, too many for a key");
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.startsWith("PuTTY-User-Key-File")) {
            throw new IOException("PuTTY keys are not supported; convert it with puttygen -O private-openssh");
        }
        if (!text.contains("-----BEGIN ")) {
            return publicOnly(file, text);
        }
        if (text.contains(OPENSSH)) {
            return openssh(file, text);
        }
        boolean encrypted = text.contains("BEGIN ENCRYPTED PRIVATE KEY") || text.contains("Proc-Type: 4,ENCRYPTED");
        return new KeyFile(file, text, encrypted, publicHalfOf(file));
    }

    /** Reads the parts that are never encrypted: whether the key is, and its public half. */
    private static KeyFile openssh(Path file, String text) throws IOException {
        try {
            String body = text.substring(text.indexOf(OPENSSH) + OPENSSH.length(), text.indexOf("-----END "));
            Buffer.PlainBuffer data =
                    new Buffer.PlainBuffer(Base64.getMimeDecoder().decode(body));
            byte[] magic = new byte[MAGIC.length()];
            data.readRawBytes(magic);
            if (!MAGIC.equals(new String(magic, StandardCharsets.ISO_8859_1))) {
                throw new IOException("is not in OpenSSH's key format");
            }
            boolean encrypted = !data.readString().equals("none");
            data.readString(); // the name of the key derivation
            data.readBytes(); // the options of the key derivation
            data.readUInt32(); // the number of keys, always 1
            return new KeyFile(file, text, encrypted, Optional.of(data.readBytes()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("is a damaged key file", e);
        }
    }

    private static KeyFile publicOnly(Path file, String text) throws IOException {
        byte[] blob = publicKey(text).orElseThrow(() -> new IOException("is not a key"));
        return new KeyFile(file, text, false, Optional.of(blob));
    }

    private static Optional<byte[]> publicHalfOf(Path file) {
        try {
            return publicKey(Files.readString(Path.of(file + ".pub"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> publicKey(String line) {
        String[] fields = line.strip().split("\\s+");
        try {
            return fields.length < 2
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(fields[1]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** OpenSSH does not use such a key either. A file of another user, such as root, may be readable on purpose. */
    private void requirePrivate() throws IOException {
        Map<String, Object> values = Files.readAttributes(file, "unix:uid,mode");
        int mode = values.get("mode") instanceof Integer number ? number & 0777 : 0;
        if ((mode & OF_OTHERS) != 0
                && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(values.get("uid"))) {
            throw new IOException("may be read by other users (mode " + Integer.toOctalString(mode)
                    + "), so it is not used; run: chmod 600 " + file);
        }
    }

    /**
     * Returns the key pair.
     *
     * @param passphrase empty if the key has none
     * @throws IOException if the passphrase is wrong or the key cannot be decoded
     */
    KeyPair decode(char[] passphrase) throws IOException {
        if (!text.contains("-----BEGIN ")) {
            throw new IOException("is only a public key, and the agent does not hold the private key");
        }
        requirePrivate();
        BaseFileKeyProvider provider = text.contains(OPENSSH) ? new OpenSSHKeyV1KeyFile() : new PKCS8KeyFile();
        provider.init(text, null, passphrase.length == 0 ? null : PasswordUtils.createOneOff(passphrase));
        try {
            return new KeyPair(provider.getPublic(), provider.getPrivate());
        } catch (IOException | RuntimeException e) {
            throw new IOException(encrypted ? "wrong passphrase" : "cannot decode the key: " + e.getMessage(), e);
        }
    }
}
