package dev.muster.transfer.tree;

import dev.muster.core.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Computes the digests of files, once as long as a file's stamp stays the same. */
public final class FileDigests {
    private final Map<FileVersion, String> known = new ConcurrentHashMap<>();

    /** @param stamp size, times and inode */
    private record FileVersion(Path file, String stamp) {}

    /** Returns the digest of the first {@code size} bytes: a log may have grown since its size was read. */
    String of(Path file, long size, String stamp) throws IOException {
        FileVersion version = new FileVersion(file, stamp);
        String before = known.get(version);
        if (before != null) {
            return before;
        }
        String digest = read(file, size);
        known.put(version, digest);
        return digest;
    }

    private static String read(Path file, long size) throws IOException {
        MessageDigest sha = Digest.sha256();
        byte[] buffer = new byte[128 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            long left = size;
            int length = 0;
            while (left > 0 && length >= 0) {
                length = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                sha.update(buffer, 0, Math.max(0, length));
                left -= Math.max(0, length);
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
