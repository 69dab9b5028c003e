package dev.muster.cli.command;

import dev.muster.cli.text.EventText;
import dev.muster.core.event.Event;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.Callable;

/** One line per event, for files and pipes. Steps that start or had nothing to do only with {@code -v}. */
final class PlainProgress implements Progress {
    private static final Set<String> QUIET = Set.of("started", "skipped");

    private final Printer printer;
    private final EventText text;
    private final boolean verbose;

    PlainProgress(Printer printer, ZoneId zone, CommonOptions common) {
        this.printer = printer;
        this.text = new EventText(zone, printer.errPaint());
        this.verbose = common.isVerbose();
    }

    @Override
    public synchronized void event(Event event) {
        if (verbose || event.kind() != Event.Kind.STEP || !QUIET.contains(event.state())) {
            printer.err().println(printer.isRecord() ? text.withTime(event) : text.line(event));
        }
    }

    @Override
    public <T> T during(Callable<T> work) throws Exception {
        return work.call();
    }
}
