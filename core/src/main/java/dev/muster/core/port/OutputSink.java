package dev.muster.core.port;

/** Receives the output of a command as it is produced, on one thread for each stream. It must not block for long. */
public interface OutputSink {
    /** Discards the output. */
    OutputSink NONE = (stream, bytes, length) -> {};

    enum Stream {
        OUT,
        ERR
    }

    /** @param bytes valid only during the call */
    void accept(Stream stream, byte[] bytes, int length);
}
