package dev.muster.daemon.folder;

import dev.muster.core.ClusterId;
import dev.muster.core.NodeKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * The lease of the host, if this node has one. It is in {@code /var/tmp}, where many hosts remove files that nobody changed for a month, so the daemon
 * keeps it young. Every user may put something in its place, so only a plain file of this user is opened.
 */
public record HostLease(Path file, ClusterId clusterId, NodeKey node) {
    private static final int MAX_BYTES = 4096;

    /** Sets the time of the lease. Does nothing if it is not this node's. */
    public void keepYoung(Instant now) {
        try {
            if (isMine()) {
                Files.setLastModifiedTime(file, FileTime.from(now));
            }
        } catch (IOException e) {
            // It was removed, or cannot be read. It is only looked at again later.
        }
    }

    private boolean isMine() throws IOException {
        Object me = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                        .equals(me)) {
            return false;
        }
        try (InputStream input = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            List<String> lines = new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.contains("cluster_id=" + clusterId) && lines.contains("node_key=" + node);
        }
    }
}
