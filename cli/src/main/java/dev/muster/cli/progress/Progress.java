package dev.muster.cli.progress;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import dev.muster.client.ProgressListener;
import java.util.concurrent.Callable;

/** Shows the progress of a long operation on stderr, or on stdout as JSON. */
public interface Progress extends ProgressListener {
    /** Runs the work, and shows its events until it ends. */
    <T> T during(Callable<T> work) throws Exception;

    static Progress of(CommandContext context, CommonOptions common) {
        Printer printer = new Printer(context, common);
        ProcessEnvironment process = context.process();
        if (common.json()) {
            return new JsonProgress(printer);
        }
        return printer.isLive()
                ? new LiveProgress(process, printer.errPaint())
                : new PlainProgress(printer, process.zone(), common);
    }
}
