package dev.muster.ssh.hostkey;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The public key of a host.
 *
 * @param type the name of its type in known_hosts files, such as {@code ssh-ed25519}
 * @param blob the key in SSH's encoding
 */
public record HostKey(String type, byte[] blob) {
    /** Returns the fingerprint of this key. */
    public String fingerprint() {
        return fingerprint(blob);
    }

    /** Returns the fingerprint of a key as {@code ssh-keygen -l} prints it. */
    public static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether the line of a known_hosts file ends with a key in SSH's encoding, and not in the middle of one. */
    public static boolean isWholeLine(String line) {
        String[] fields = line.strip().split("[ \t]+", 4);
        if (fields.length < 3) {
            return false;
        }
        try {
            ByteBuffer blob = ByteBuffer.wrap(Base64.getDecoder().decode(fields[2]));
            int parts = 0;
            while (blob.remaining() >= Integer.BYTES) {
                int length = blob.getInt();
                if (length < 0 || length > blob.remaining()) {
                    return false;
                }
                blob.position(blob.position() + length);
                parts++;
            }
            return parts > 1 && !blob.hasRemaining();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns the line of a known_hosts file for a host with this key. */
    public String knownHostsLine(String name) {
        return name + " " + type + " " + Base64.getEncoder().encodeToString(blob);
    }
}
