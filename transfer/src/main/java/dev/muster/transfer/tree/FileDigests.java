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

    String of(Path file, String stamp) throws IOException {
        FileVersion version = new FileVersion(file, stamp);
        String before = known.get(version);
        if (before != null) {
            return before;
        }
        String digest = read(file);
        known.put(version, digest);
        return digest;
    }

    private static String read(Path file) throws IOException {
        MessageDigest sha = Digest.sha256();
        byte[] buffer = new byte[128 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                sha.update(buffer, 0, length);
            }
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
