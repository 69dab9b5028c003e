package dev.muster.cli.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns bytes into whole lines, so that the output of several nodes is never mixed within a line. It is not safe for use by several threads. */
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

    /** Passes on the last line, which may have no line end. */
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
