package dev.muster.ssh.local;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the mark that ends a stream, across reads. A script may leave processes behind that keep the stream open, so its end cannot be waited for; the
 * shell around the script writes the mark instead. Only what could be the beginning of the mark is held back.
 */
final class OutputEndMark {
    private final byte[] mark;
    private byte[] held = new byte[0];
    private boolean seen;

    /** @param token not guessable by the script, without the byte 0x1e */
    OutputEndMark(String token) {
        this.mark = text(token).getBytes(StandardCharsets.US_ASCII);
    }

    static String text(String token) {
        return "\u001e" + token;
    }

    boolean isSeen() {
        return seen;
    }

    /** The part of the stream that is known to be the script's own. */
    byte[] pass(byte[] buffer, int length) {
        byte[] all = joined(buffer, length);
        int from = firstPossible(all);
        seen = from + mark.length <= all.length;
        held = seen ? new byte[0] : Arrays.copyOfRange(all, from, all.length);
        return Arrays.copyOf(all, from);
    }

    /** What was held back when the stream ended without the mark. */
    byte[] rest() {
        return held;
    }

    private byte[] joined(byte[] buffer, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(held.length + length);
        all.write(held, 0, held.length);
        all.write(buffer, 0, length);
        return all.toByteArray();
    }

    /** Where the mark, or the beginning of one that the next read may complete, starts; the length where there is none. */
    private int firstPossible(byte[] all) {
        for (int start = 0; start < all.length; start++) {
            int compared = Math.min(mark.length, all.length - start);
            if (all[start] == mark[0] && Arrays.equals(all, start, start + compared, mark, 0, compared)) {
                return start;
            }
        }
        return all.length;
    }
}
