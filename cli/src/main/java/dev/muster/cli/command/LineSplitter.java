package dev.muster.cli.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Bytes in, whole lines out: what several nodes say must not mix within a line. For one thread. */
final class LineSplitter {
    private static final int LONGEST = 64 * 1024;

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final Consumer<String> lines;

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || rest.size() >= LONGEST) {
                flush();
            }
            if (bytes[i] != '\n') {
                rest.write(bytes[i]);
            }
        }
    }

    /** The last line may have no end. */
    void end() {
        if (rest.size() > 0) {
            flush();
        }
    }

    private void flush() {
        String line = rest.toString(StandardCharsets.UTF_8);
        rest.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
