package dev.muster.daemon;

import dev.muster.daemon.behaviour.DaemonEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Where the connection's threads leave what happened, for the one thread that decides. */
final class Inbox {
    private final LinkedBlockingQueue<DaemonEvent> happenings = new LinkedBlockingQueue<>();

    void put(DaemonEvent happening) {
        happenings.add(happening);
    }

    /** A tick where nothing has happened for so long. */
    DaemonEvent next(Duration atMost) throws InterruptedException {
        long millis = Math.clamp(atMost.toMillis(), 1, 60_000);
        return Optional.ofNullable(happenings.poll(millis, TimeUnit.MILLISECONDS))
                .orElseGet(DaemonEvent.Tick::new);
    }
}
