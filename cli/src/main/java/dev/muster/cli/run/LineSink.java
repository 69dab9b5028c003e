package dev.muster.cli.run;

import dev.muster.core.port.OutputSink;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Splits the two output streams of one node into lines. */
final class LineSink implements OutputSink {
    private final LineSplitter out;
    private final LineSplitter err;

    LineSink(LineSplitter.Returns returns, BiConsumer<Stream, String> lines) {
        out = new LineSplitter(returns, line -> lines.accept(Stream.OUT, line));
        err = new LineSplitter(returns, line -> lines.accept(Stream.ERR, line));
    }

    @Override
    public void accept(Stream stream, byte[] bytes, int length) {
        (stream == Stream.OUT ? out : err).accept(bytes, length);
    }

    /** To be called after the command has ended: passes on a last line that has no line end. */
    void end() {
        out.end();
        err.end();
    }
}
