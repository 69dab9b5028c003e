package dev.muster.ssh.key;

import dev.muster.ssh.SshTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.schmizz.sshj.common.Buffer;

/**
 * A certificate of a user key, and the key that signs for it. Hosts that trust its authority need no authorized_keys line.
 *
 * @param file the certificate, in OpenSSH's format
 */
record CertificateIdentity(Path file, byte[] blob, SshIdentity key) implements SshIdentity {
    @Override
    public String describe() {
        return file + " with " + key.describe();
    }

    @Override
    public boolean needsUser() {
        return key.needsUser();
    }

    @Override
    public byte[] sign(byte[] data, String algorithm) throws IOException {
        return key.sign(data, algorithm);
    }

    /** Returns the certificates for these keys, in the order of the keys: those of CertificateFile and {@code KEY-cert.pub}. */
    static List<CertificateIdentity> of(SshTarget.Keys settings, List<SshIdentity> keys) {
        Set<Path> files = new LinkedHashSet<>(settings.certificates());
        settings.files().forEach(file -> files.add(Path.of(file + "-cert.pub")));
        List<CertificateIdentity> found = new ArrayList<>();
        for (SshIdentity key : keys) {
            for (Path file : files) {
                read(file)
                        .filter(blob -> isFor(blob, key))
                        .ifPresent(blob -> found.add(new CertificateIdentity(file, blob, key)));
            }
        }
        return found;
    }

    private static Optional<byte[]> read(Path file) {
        try {
            String[] fields =
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip().split("\\s+");
            return fields.length < 2 || !fields[0].endsWith(PublicKeyAuth.CERTIFICATE)
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(fields[1]));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A certificate begins with its type and a nonce, and goes on with the fields of the key. */
    private static boolean isFor(byte[] certificate, SshIdentity key) {
        try {
            Buffer.PlainBuffer fields = new Buffer.PlainBuffer(certificate);
            String type = fields.readString().replace(PublicKeyAuth.CERTIFICATE, "");
            fields.readBytes(); // the nonce
            byte[] rest = fields.getCompactData();
            Buffer.PlainBuffer own = new Buffer.PlainBuffer(key.blob());
            boolean isSameType = own.readString().equals(type);
            byte[] wanted = own.getCompactData();
            return isSameType
                    && rest.length > wanted.length
                    && Arrays.equals(wanted, Arrays.copyOf(rest, wanted.length));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
