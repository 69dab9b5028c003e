package dev.muster.cli.progress;

import dev.muster.core.FanOut;
import dev.muster.core.port.Time;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** Runs work, and calls a drawing at a fixed interval on another thread until the work has ended. */
final class Redraw {
    private final Time time;
    private final Duration interval;
    private volatile boolean ended;

    Redraw(Time time, Duration interval) {
        this.time = time;
        this.interval = interval;
    }

    <T> T during(Callable<T> work, Runnable draw) throws Exception {
        AtomicReference<T> result = new AtomicReference<>();
        Callable<Boolean> worker = () -> {
            try {
                result.set(work.call());
                return true;
            } finally {
                ended = true;
            }
        };
        new FanOut(2).all(List.of(worker, () -> drawUntilEnded(draw)));
        return result.get();
    }

    private boolean drawUntilEnded(Runnable draw) throws InterruptedException {
        while (!ended) {
            time.sleep(interval);
            draw.run();
        }
        return true;
    }
}
