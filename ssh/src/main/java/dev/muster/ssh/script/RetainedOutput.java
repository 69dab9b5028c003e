package dev.muster.ssh.script;

import dev.muster.core.port.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Keeps a bounded part of a stream of any length, for the result of a command and for messages. Several threads may use it. */
public final class RetainedOutput {
    private static final int OUT_LIMIT = 1024 * 1024;
    private static final int ERR_LIMIT = 64 * 1024;
    private static final int MAX_LINES = 20;

    /** Which part of the stream is kept. */
    private enum Part {
        FIRST,
        LAST
    }

    private final Part part;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private RetainedOutput(Part part, int limit) {
        this.part = part;
        this.limit = limit;
    }

    /** Keeps the first MiB, because programs read the beginning of standard output. */
    public static RetainedOutput ofStandardOutput() {
        return first(OUT_LIMIT);
    }

    /** Keeps the last 64 KiB, because the last lines of standard error explain a failure. */
    public static RetainedOutput ofStandardError() {
        return last(ERR_LIMIT);
    }

    static RetainedOutput first(int limit) {
        return new RetainedOutput(Part.FIRST, limit);
    }

    static RetainedOutput last(int limit) {
        return new RetainedOutput(Part.LAST, limit);
    }

    /** Returns an output that retains the bytes here and passes them on to the sink. */
    public OutputFraming.Output andPassTo(OutputSink sink, OutputSink.Stream stream) {
        return (more, offset, length) -> {
            add(more, offset, length);
            byte[] fromZero = offset == 0 ? more : Arrays.copyOfRange(more, offset, offset + length);
            sink.accept(stream, fromZero, length);
        };
    }

    synchronized void add(byte[] more, int offset, int length) {
        if (part == Part.FIRST) {
            bytes.write(more, offset, Math.min(length, limit - bytes.size()));
            return;
        }
        bytes.write(more, offset, length);
        if (bytes.size() > 2 * limit) { // rarely, because it copies everything
            byte[] all = bytes.toByteArray();
            bytes.reset();
            bytes.write(all, all.length - limit, limit);
        }
    }

    /** Returns what was kept, as UTF-8. */
    public synchronized String text() {
        byte[] all = bytes.toByteArray();
        int from = Math.max(0, all.length - limit);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }

    /** Returns the last 20 lines of a text, for messages. */
    public static List<String> lastLines(String text) {
        List<String> lines = text.lines().toList();
        return lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
    }
}
