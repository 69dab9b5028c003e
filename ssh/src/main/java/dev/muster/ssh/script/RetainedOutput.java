package dev.muster.ssh.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The part of a stream that a result remembers. */
public final class RetainedOutput {
    public enum Part {
        FIRST,
        LAST
    }

    private final Part part;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public RetainedOutput(Part part, int limit) {
        this.part = part;
        this.limit = limit;
    }

    public void add(byte[] more, int offset, int length) {
        if (part == Part.FIRST) {
            bytes.write(more, offset, Math.min(length, limit - bytes.size()));
            return;
        }
        bytes.write(more, offset, length);
        if (bytes.size() > 2 * limit) { // now and then, not at every byte
            shorten();
        }
    }

    private void shorten() {
        byte[] all = bytes.toByteArray();
        bytes.reset();
        bytes.write(all, all.length - limit, limit);
    }

    public String text() {
        byte[] all = bytes.toByteArray();
        byte[] kept = all.length > limit ? Arrays.copyOfRange(all, all.length - limit, all.length) : all;
        return new String(kept, StandardCharsets.UTF_8);
    }
}
