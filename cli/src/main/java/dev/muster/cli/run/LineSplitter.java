package dev.muster.cli.run;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Turns bytes into whole lines, so that the output of several nodes is never mixed within a line. It is not safe for use by several threads. */
final class LineSplitter {
    private static final int LONGEST = 64 * 1024;

    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private final Returns returns;
    private final Consumer<String> lines;
    private boolean afterReturn;

    /** What a carriage return inside a line does. Progress bars draw over themselves with it. */
    enum Returns {
        /** It ends a line, so that a progress bar is seen while it moves. */
        END_A_LINE,
        /** What follows replaces what precedes it, as on a terminal, so that only the last state of a progress bar is left. */
        START_OVER
    }

    LineSplitter(Returns returns, Consumer<String> lines) {
        this.returns = returns;
        this.lines = lines;
    }

    void accept(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            switch (bytes[i]) {
                case '\n' -> endLine();
                case '\r' -> carriageReturn();
                default -> add(bytes[i]);
            }
        }
    }

    /** A line end after a carriage return that ended the line belongs to it. */
    private void endLine() {
        if (!afterReturn || returns == Returns.START_OVER) {
            flush();
        }
        afterReturn = false;
    }

    private void carriageReturn() {
        switch (returns) {
            case END_A_LINE -> {
                if (rest.size() > 0) {
                    flush();
                    afterReturn = true;
                }
            }
            case START_OVER -> afterReturn = true;
        }
    }

    private void add(byte value) {
        if (afterReturn && returns == Returns.START_OVER) {
            rest.reset();
        }
        afterReturn = false;
        if (rest.size() >= LONGEST) {
            flush();
        }
        rest.write(value);
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
        lines.accept(line);
    }
}
