package dev.muster.client.check;

import dev.muster.core.port.OutputSink;
import dev.muster.core.port.Time;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Notes when a script's first output came: at that moment the host told its time. */
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

    Optional<Instant> at() {
        return Optional.ofNullable(at.get());
    }
}
