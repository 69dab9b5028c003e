package dev.muster.cli.progress;

import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.EventText;
import dev.muster.core.event.Event;
import dev.muster.core.event.StepState;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** Prints each event as one line, with its time, for files and pipes. Steps that start or are skipped are shown only with {@code -v}. */
final class PlainProgress implements Progress {
    private static final Set<StepState> ONLY_VERBOSE = EnumSet.of(StepState.STARTED, StepState.SKIPPED);

    private final Printer printer;
    private final EventText text;
    private final boolean isVerbose;

    PlainProgress(Printer printer, ZoneId zone, CommonOptions common) {
        this.printer = printer;
        this.text = new EventText(zone, printer.errPaint());
        this.isVerbose = common.isVerbose();
    }

    @Override
    public synchronized void event(Event event) {
        if (isVerbose || event.stepState().filter(ONLY_VERBOSE::contains).isEmpty()) {
            printer.err().println(text.withTime(event));
        }
    }

    @Override
    public <T> T during(Callable<T> work) throws Exception {
        return work.call();
    }
}
