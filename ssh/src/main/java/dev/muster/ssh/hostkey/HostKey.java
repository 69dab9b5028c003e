package dev.muster.ssh.hostkey;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What a host shows.
 *
 * @param type as in known_hosts: {@code ssh-ed25519}, ...
 * @param blob the key in SSH's encoding
 */
public record HostKey(String type, byte[] blob) {
    public String fingerprint() {
        return fingerprint(blob);
    }

    /** As {@code ssh-keygen -l} prints it. */
    public static String fingerprint(byte[] blob) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public String knownHostsLine(String name) {
        return name + " " + type + " " + Base64.getEncoder().encodeToString(blob);
    }
}
