package dev.muster.core.port;

/** Gets a command's output as bytes, as it comes, from one thread per stream. Must not block for long. */
public interface OutputSink {
    OutputSink NONE = (stream, bytes, length) -> {};

    enum Stream {
        OUT,
        ERR
    }

    /** The array is only valid during the call. */
    void accept(Stream stream, byte[] bytes, int length);
}
