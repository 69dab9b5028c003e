package dev.muster.protocol;

import com.google.protobuf.UnsafeByteOperations;
import dev.muster.protocol.wire.LogChunk;
import java.util.Arrays;

/** A log goes over the wire in pieces that fit a stream's window. */
final class LogChunks {
    private static final int LARGEST = 32 * 1024;

    private LogChunks() {}

    /** Throws where nobody reads any more: logs have no other way to be told to end. */
    static void send(byte[] chunk, OutgoingStream<LogChunk> outgoing) {
        for (int from = 0; from < chunk.length; from += LARGEST) {
            int length = Math.min(LARGEST, chunk.length - from);
            byte[] piece = Arrays.copyOfRange(chunk, from, from + length);
            outgoing.sendOrThrow(LogChunk.newBuilder()
                    .setData(UnsafeByteOperations.unsafeWrap(piece))
                    .build());
        }
    }
}
