package dev.muster.daemon;

import dev.muster.daemon.behaviour.DaemonEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The queue of events, filled by the connection's threads and read by the daemon's loop. */
final class Inbox {
    private final LinkedBlockingQueue<DaemonEvent> events = new LinkedBlockingQueue<>();

    void put(DaemonEvent event) {
        events.add(event);
    }

    /** Waits for the next event, at most for the given time (1 ms to 1 minute). Without an event it returns a tick. */
    DaemonEvent next(Duration timeout) throws InterruptedException {
        long millis = Math.clamp(timeout.toMillis(), 1, 60_000);
        return Optional.ofNullable(events.poll(millis, TimeUnit.MILLISECONDS)).orElseGet(DaemonEvent.Tick::new);
    }
}
