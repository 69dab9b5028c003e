package dev.muster.cli.progress;

import dev.muster.cli.json.EventJson;
import dev.muster.cli.output.Printer;
import dev.muster.core.event.Event;
import java.util.concurrent.Callable;

/** Prints each event as one line of JSON on stdout. */
final class JsonProgress implements Progress {
    private final Printer printer;

    JsonProgress(Printer printer) {
        this.printer = printer;
    }

    @Override
    public synchronized void event(Event event) {
        printer.json(EventJson.of(event));
    }

    @Override
    public <T> T during(Callable<T> work) throws Exception {
        return work.call();
    }
}
