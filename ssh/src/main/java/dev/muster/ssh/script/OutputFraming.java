package dev.muster.ssh.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a script's own output out of a stream: what comes before the first mark is the login shell's noise, what comes behind the second one is
 * of processes that the script left behind. A mark is {@code ^A NONCE NUMBER newline}. Bytes are passed on as they come; only what may still
 * become a mark is held back.
 */
public final class OutputFraming {
    /** Begins a mark in the output. */
    static final char MARK = '\u0001';

    /** On standard error, twice a minute: a host whose user's machine went away without a word notices when nobody acknowledges it. */
    public static final long BEAT = 1000;

    private static final int MOST_NOISE = 64 * 1024;
    private static final int MOST_DIGITS = 10;

    private final byte[] head;
    private final Output output;
    private final ByteArrayOutputStream noise = new ByteArrayOutputStream();
    private final byte[] held;
    private int heldCount;
    private volatile int marks;
    private volatile long first;
    private long second;

    public OutputFraming(String nonce, Output output) {
        this.head = (MARK + nonce + " ").getBytes(StandardCharsets.US_ASCII);
        this.held = new byte[head.length + MOST_DIGITS + 1];
        this.output = output;
    }

    public boolean started() {
        return marks > 0;
    }

    public boolean ended() {
        return marks == 2;
    }

    /** On standard output: the process that leads the script's group; on standard error: the shell around it. */
    public long startNumber() {
        return first;
    }

    /** On standard output: the exit code. */
    public int endNumber() {
        return (int) second;
    }

    public String noise() {
        return noise.toString(StandardCharsets.UTF_8);
    }

    public void accept(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length && !ended(); i++) {
            byte value = bytes[i];
            if (heldCount == 0 && value != MARK) {
                continue;
            }
            if (heldCount == 0) {
                pass(bytes, from, i);
            }
            if (heldCount > 0 && !goesOn(value)) {
                release();
                from = i;
                i--; // it may begin a mark itself
                continue;
            }
            held[heldCount++] = value;
            from = i + 1;
            if (value == '\n') {
                mark();
            }
        }
        if (!ended()) {
            pass(bytes, from, length);
        }
    }

    /** The stream ended: what was held back was no mark. */
    public void finish() {
        if (!ended()) {
            release();
        }
    }

    private boolean goesOn(byte value) {
        if (heldCount < head.length) {
            return value == head[heldCount];
        }
        boolean digit = value >= '0' && value <= '9' && heldCount < head.length + MOST_DIGITS;
        return digit || value == '\n' && heldCount > head.length;
    }

    private void mark() {
        String digits = new String(held, head.length, heldCount - 1 - head.length, StandardCharsets.US_ASCII);
        long number = Long.parseLong(digits);
        heldCount = 0;
        if (marks == 0) {
            first = number;
            marks = 1;
        } else if (number != BEAT) {
            second = number;
            marks = 2;
        }
    }

    private void release() {
        int count = heldCount;
        heldCount = 0;
        pass(held, 0, count);
    }

    private void pass(byte[] bytes, int from, int to) {
        if (from >= to) {
            return;
        }
        if (started()) {
            output.accept(bytes, from, to - from);
        } else {
            noise.write(bytes, from, Math.min(to - from, MOST_NOISE - noise.size()));
        }
    }

    public interface Output {
        public void accept(byte[] bytes, int offset, int length);
    }
}
