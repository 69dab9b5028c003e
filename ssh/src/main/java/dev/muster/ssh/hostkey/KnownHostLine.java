package dev.muster.ssh.hostkey;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One line of a known_hosts file, format of sshd(8).
 *
 * @param patterns host patterns, or one hashed name
 * @param place file and line number, for messages
 */
public record KnownHostLine(Marker marker, List<String> patterns, String type, byte[] key, String place) {
    enum Marker {
        NONE,
        REVOKED,
        CERT_AUTHORITY
    }

    /** Empty for comments and for what cannot be read: OpenSSH passes over such lines too. */
    public static Optional<KnownHostLine> parse(String line, String place) {
        List<String> words = Arrays.asList(line.strip().split("[ \t]+")).stream()
                .filter(w -> !w.isEmpty())
                .toList();
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return Optional.empty();
        }
        Optional<Marker> marker = markerOf(words.getFirst());
        int at = words.getFirst().startsWith("@") ? 1 : 0;
        if (marker.isEmpty() || words.size() < at + 3) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(words.get(at + 2));
            return Optional.of(
                    new KnownHostLine(marker.get(), List.of(words.get(at).split(",")), words.get(at + 1), key, place));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Marker> markerOf(String word) {
        return switch (word) {
            case "@revoked" -> Optional.of(Marker.REVOKED);
            case "@cert-authority" -> Optional.of(Marker.CERT_AUTHORITY);
            default -> word.startsWith("@") ? Optional.empty() : Optional.of(Marker.NONE);
        };
    }

    /** @param name as {@code SshTarget.knownHostsName} gives it */
    public boolean speaksOf(String name) {
        if (patterns.size() == 1 && patterns.getFirst().startsWith("|1|")) {
            return isHashOf(patterns.getFirst(), name);
        }
        return HostPatterns.matches(patterns, name.toLowerCase(Locale.ROOT));
    }

    boolean hasKey(byte[] other) {
        return MessageDigest.isEqual(key, other);
    }

    private static boolean isHashOf(String hashed, String name) {
        String[] parts = hashed.split("\\|");
        if (parts.length != 4) {
            return false;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(parts[2]), "HmacSHA1"));
            byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
