package dev.muster.cli.progress;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.output.Printer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Shows on a terminal how many bytes were copied so far: one line on stderr, redrawn in place. */
public final class CopyProgress {
    private static final Duration REDRAW = Duration.ofMillis(500);

    private final ProcessEnvironment process;
    private final boolean isLive;
    private final AtomicLong bytes = new AtomicLong();

    public CopyProgress(ProcessEnvironment process, Printer printer) {
        this.process = process;
        this.isLive = printer.isLive();
    }

    public void add(long more) {
        bytes.addAndGet(more);
    }

    /** Runs the work, and shows its bytes until it ends. */
    public <T> T during(Callable<T> work) throws Exception {
        if (!isLive) {
            return work.call();
        }
        try {
            return new Redraw(process.time(), REDRAW).during(work, this::draw);
        } finally {
            erase();
        }
    }

    private void draw() {
        long copied = bytes.get();
        if (copied > 0) {
            PrintStream err = process.streams().err();
            err.printf(Locale.ROOT, "\r\033[Kcluster: %.1f MB", copied / 1e6);
            err.flush();
        }
    }

    private void erase() {
        if (bytes.get() > 0) {
            PrintStream err = process.streams().err();
            err.print("\r\033[K");
            err.flush();
        }
    }
}
