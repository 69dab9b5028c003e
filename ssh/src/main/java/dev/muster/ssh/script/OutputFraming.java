package dev.muster.ssh.script;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Separates a script's own output from everything else in a stream. The shell around the script prints marks: {@code ^A NONCE NUMBER newline}.
 * What precedes the first mark was printed by the login shell, and what follows the second one by processes that the script left behind. Such
 * processes may keep the stream open, so nobody can wait for its end; the second mark stands for it. Bytes are passed on as they arrive; only
 * bytes that may still become a mark are held back.
 */
public final class OutputFraming {
    /** The shell command that prints a mark. Its arguments are the nonce and the number. It contains no single quotes. */
    public static final String PRINT_MARK = "printf \"\\001%s %s\\n\"";

    /** The number of a mark that means nothing, see {@code HostScript}. No exit code is as large. */
    public static final long HEARTBEAT = 1000;

    private static final char MARK = '\u0001';
    private static final int MAX_LOGIN_OUTPUT = 64 * 1024;
    private static final int MAX_DIGITS = 10;

    private final byte[] prefix;
    private final Output output;
    private final ByteArrayOutputStream loginOutput = new ByteArrayOutputStream();
    private final byte[] held;
    private int heldCount;
    private volatile int marks;
    private volatile long startNumber;
    private long endNumber;

    private OutputFraming(String nonce, Output output, int marks) {
        this.prefix = (MARK + nonce + " ").getBytes(StandardCharsets.US_ASCII);
        this.held = new byte[prefix.length + MAX_DIGITS + 1];
        this.output = output;
        this.marks = marks;
    }

    /** Returns a framing for a script that a login shell started: a mark precedes and a mark follows its output. */
    public static OutputFraming afterLogin(String nonce, Output output) {
        return new OutputFraming(nonce, output, 0);
    }

    /** Returns a framing for a script whose output begins with the first byte: a mark follows it. */
    public static OutputFraming fromFirstByte(String nonce, Output output) {
        return new OutputFraming(nonce, output, 1);
    }

    /** Returns whether the script has started. */
    public boolean hasStarted() {
        return marks > 0;
    }

    /** Returns whether the script's output is complete. */
    public boolean hasEnded() {
        return marks == 2;
    }

    /** Returns the number of the first mark: on standard output the process that leads the script's group, on standard error the shell around it. */
    public long startNumber() {
        return startNumber;
    }

    /** Returns the number of the last mark: on standard output the exit code. */
    public int endNumber() {
        return (int) endNumber;
    }

    /** Returns what the login shell printed, up to 64 KiB. */
    public String loginOutput() {
        return loginOutput.toString(StandardCharsets.UTF_8);
    }

    /** Processes the next {@code length} bytes of the stream. What follows the last mark is ignored. */
    public void accept(byte[] bytes, int length) {
        int from = 0;
        for (int i = 0; i < length && !hasEnded(); i++) {
            byte value = bytes[i];
            if (heldCount == 0 && value != MARK) {
                continue;
            }
            if (heldCount == 0) {
                pass(bytes, from, i);
            }
            if (heldCount > 0 && !continuesMark(value)) {
                release();
                from = i;
                i--; // this byte may begin a mark itself
                continue;
            }
            held[heldCount++] = value;
            from = i + 1;
            if (value == '\n') {
                mark();
            }
        }
        if (!hasEnded()) {
            pass(bytes, from, length);
        }
    }

    /** Must be called at the end of the stream: bytes that are still held back are not part of a mark. */
    public void finish() {
        if (!hasEnded()) {
            release();
        }
    }

    private boolean continuesMark(byte value) {
        if (heldCount < prefix.length) {
            return value == prefix[heldCount];
        }
        boolean digit = value >= '0' && value <= '9' && heldCount < prefix.length + MAX_DIGITS;
        return digit || value == '\n' && heldCount > prefix.length;
    }

    private void mark() {
        String digits = new String(held, prefix.length, heldCount - 1 - prefix.length, StandardCharsets.US_ASCII);
        long number = Long.parseLong(digits);
        heldCount = 0;
        if (marks == 0) {
            startNumber = number;
            marks = 1;
        } else if (number != HEARTBEAT) {
            endNumber = number;
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
        if (hasStarted()) {
            output.accept(bytes, from, to - from);
        } else {
            loginOutput.write(bytes, from, Math.min(to - from, MAX_LOGIN_OUTPUT - loginOutput.size()));
        }
    }

    /** Receives the script's own output. */
    public interface Output {
        /** @param bytes valid only during the call */
        void accept(byte[] bytes, int offset, int length);
    }
}
