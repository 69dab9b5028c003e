package dev.muster.transfer;

import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Collects a host's standard output in memory. A host may send without end, so its script is ended once it has sent more than any answer to the
 * question can have: the sink throws {@link RemoteFailure}.
 */
final class BoundedAnswer implements OutputSink {
    private final String host;
    private final long limit;
    private final String hint;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** @param limit in bytes */
    BoundedAnswer(String host, long limit, String hint) {
        this.host = host;
        this.limit = limit;
        this.hint = hint;
    }

    @Override
    public void accept(Stream stream, byte[] more, int length) {
        if (stream != Stream.OUT) {
            return;
        }
        if (bytes.size() + (long) length > limit) {
            bytes.reset();
            String message = host + ": answered with more than " + limit + " bytes and was stopped";
            throw new RemoteFailure(host, message, hint, false, List.of());
        }
        bytes.write(more, 0, length);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
