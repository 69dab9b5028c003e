package dev.muster.client.check;

import dev.muster.core.port.OutputSink;
import dev.muster.core.port.Time;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Records when a script's first output arrives, which is when the host has read its clock. */
final class FirstOutputTimer implements OutputSink {
    private final Time time;
    private final AtomicReference<@Nullable Instant> at = new AtomicReference<>();

    FirstOutputTimer(Time time) {
        this.time = time;
    }

    @Override
    public void accept(Stream stream, byte[] bytes, int length) {
        if (stream == Stream.OUT) {
            at.compareAndSet(null, time.now());
        }
    }

    /** Returns when the first output arrived, or empty if none has arrived. */
    Optional<Instant> at() {
        return Optional.ofNullable(at.get());
    }
}
