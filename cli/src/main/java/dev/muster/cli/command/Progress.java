package dev.muster.cli.command;

import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.client.ProgressListener;
import java.util.concurrent.Callable;

/** How long work shows itself on stderr. */
interface Progress extends ProgressListener {
    /** Runs the work and shows its events until it has ended. */
    <T> T during(Callable<T> work) throws Exception;

    static Progress of(CommandContext context, CommonOptions common) {
        Printer printer = new Printer(context, common);
        ProcessEnvironment surroundings = context.surroundings();
        if (common.json()) {
            return new JsonProgress(printer);
        }
        return printer.isLive()
                ? new LiveProgress(surroundings, printer.errPaint())
                : new PlainProgress(printer, surroundings.zone(), common);
    }
}
