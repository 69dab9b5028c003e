package dev.muster.ssh.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The first or the last so many bytes of a stream of any length. */
final class BoundedText {
    private final int limit;
    private final boolean keepLast;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private BoundedText(int limit, boolean keepLast) {
        this.limit = limit;
        this.keepLast = keepLast;
    }

    static BoundedText first(int limit) {
        return new BoundedText(limit, false);
    }

    static BoundedText last(int limit) {
        return new BoundedText(limit, true);
    }

    synchronized void add(byte[] buffer, int length) {
        if (!keepLast) {
            bytes.write(buffer, 0, Math.min(length, limit - bytes.size()));
            return;
        }
        bytes.write(buffer, 0, length);
        if (bytes.size() > 2 * limit) {
            byte[] all = bytes.toByteArray();
            bytes.reset();
            bytes.write(all, all.length - limit, limit);
        }
    }

    synchronized String text() {
        byte[] all = bytes.toByteArray();
        int from = keepLast ? Math.max(0, all.length - limit) : 0;
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    List<String> lastLines() {
        List<String> lines = text().lines().toList();
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }
}
