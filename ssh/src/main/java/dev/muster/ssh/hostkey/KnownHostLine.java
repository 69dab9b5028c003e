package dev.muster.ssh.hostkey;

import java.nio.ByteBuffer;
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
 * One line of a known_hosts file, in the format of sshd(8).
 *
 * @param patterns the host patterns, or one hashed name
 * @param place the file and line number, for messages
 */
public record KnownHostLine(Marker marker, List<String> patterns, String type, byte[] key, String place) {
    /** The first field of a line, if it begins with {@code @}. */
    enum Marker {
        NONE,
        REVOKED,
        CERT_AUTHORITY
    }

    /** Returns nothing for a comment or an invalid line. OpenSSH ignores such lines too. */
    static Optional<KnownHostLine> parse(String line, String place) {
        List<String> fields = Arrays.asList(line.strip().split("[ \t]+")).stream()
                .filter(field -> !field.isEmpty())
                .toList();
        if (fields.isEmpty() || fields.getFirst().startsWith("#")) {
            return Optional.empty();
        }
        Optional<Marker> marker = markerOf(fields.getFirst());
        int first = fields.getFirst().startsWith("@") ? 1 : 0;
        if (marker.isEmpty() || fields.size() < first + 3) {
            return Optional.empty();
        }
        try {
            byte[] key = Base64.getDecoder().decode(fields.get(first + 2));
            return Optional.of(new KnownHostLine(
                    marker.get(), List.of(fields.get(first).split(",")), fields.get(first + 1), key, place));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns whether the key of a line is complete: it consists of fields, each after its length. True for a line without a key. */
    public static boolean isWhole(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return true;
        }
        return parse(line, "").filter(known -> hasWholeFields(known.key())).isPresent();
    }

    private static boolean hasWholeFields(byte[] key) {
        ByteBuffer rest = ByteBuffer.wrap(key);
        int fields = 0;
        while (rest.remaining() >= Integer.BYTES) {
            int length = rest.getInt();
            if (length < 0 || length > rest.remaining()) {
                return false;
            }
            rest.position(rest.position() + length);
            fields++;
        }
        return fields > 1 && !rest.hasRemaining();
    }

    private static Optional<Marker> markerOf(String field) {
        return switch (field) {
            case "@revoked" -> Optional.of(Marker.REVOKED);
            case "@cert-authority" -> Optional.of(Marker.CERT_AUTHORITY);
            default -> field.startsWith("@") ? Optional.empty() : Optional.of(Marker.NONE);
        };
    }

    /** @param name the name of a host in known_hosts files, with its port if that is not 22 */
    boolean isAbout(String name) {
        if (patterns.size() == 1 && patterns.getFirst().startsWith("|1|")) {
            // OpenSSH lowers a name before it hashes it.
            return isHashOf(patterns.getFirst(), name.toLowerCase(Locale.ROOT));
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
