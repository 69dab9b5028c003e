package dev.muster.cli.command;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.core.FanOut;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How much went over the wire so far: one line on stderr, redrawn in place, where that is a terminal. */
final class CopyProgress {
    private static final Duration REDRAW = Duration.ofMillis(500);

    private final ProcessEnvironment surroundings;
    private final boolean live;
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean ended;

    CopyProgress(ProcessEnvironment surroundings, Printer printer) {
        this.surroundings = surroundings;
        this.live = printer.isLive();
    }

    void add(long more) {
        bytes.addAndGet(more);
    }

    <T> T during(Callable<T> work) throws Exception {
        if (!live) {
            return work.call();
        }
        AtomicReference<T> result = new AtomicReference<>();
        Callable<Boolean> working = () -> {
            try {
                result.set(work.call());
                return true;
            } finally {
                ended = true;
            }
        };
        new FanOut(2).all(List.of(working, this::redrawUntilEnded));
        return result.get();
    }

    private boolean redrawUntilEnded() throws InterruptedException {
        PrintStream err = surroundings.streams().err();
        boolean drawn = false;
        while (!ended) {
            surroundings.time().sleep(REDRAW);
            long now = bytes.get();
            if (!ended && now > 0) {
                err.printf(Locale.ROOT, "\r\033[Kcluster: %.1f MB", now / 1e6);
                err.flush();
                drawn = true;
            }
        }
        if (drawn) {
            err.print("\r\033[K");
            err.flush();
        }
        return true;
    }
}
