package dev.muster.cli.command;

import dev.muster.core.port.OutputSink;
import java.util.function.BiConsumer;

/** One node's two streams, by lines. */
final class LineSink implements OutputSink {
    private final LineSplitter out;
    private final LineSplitter err;

    LineSink(BiConsumer<Stream, String> lines) {
        out = new LineSplitter(line -> lines.accept(Stream.OUT, line));
        err = new LineSplitter(line -> lines.accept(Stream.ERR, line));
    }

    @Override
    public void accept(Stream stream, byte[] bytes, int length) {
        (stream == Stream.OUT ? out : err).accept(bytes, length);
    }

    /** After the command has ended. */
    void end() {
        out.end();
        err.end();
    }
}
