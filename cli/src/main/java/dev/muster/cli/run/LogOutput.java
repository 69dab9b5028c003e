package dev.muster.cli.run;

import dev.muster.cli.console.TerminalText;
import dev.muster.cli.output.Printer;
import java.util.function.Consumer;

/**
 * Prints a log that is read in chunks. On a terminal, whatever hosts wrote into it cannot control the terminal; elsewhere, such as in a file, the bytes stay
 * as they are.
 */
public final class LogOutput implements Consumer<byte[]> {
    private final Printer printer;
    private final boolean isTerminal;
    private final LineSplitter lines;

    /** @param follow whether the log grows while it is printed, so that a progress bar in it is shown while it moves */
    public LogOutput(Printer printer, boolean isTerminal, boolean follow) {
        this.printer = printer;
        this.isTerminal = isTerminal;
        this.lines = new LineSplitter(
                follow ? LineSplitter.Returns.END_A_LINE : LineSplitter.Returns.START_OVER,
                line -> printer.out().println(TerminalText.painted(line)));
    }

    @Override
    public void accept(byte[] bytes) {
        if (isTerminal) {
            lines.accept(bytes, bytes.length);
        } else {
            printer.out().write(bytes, 0, bytes.length);
        }
        printer.requireReader();
    }

    /** Prints a last line that has no line end. */
    public void end() {
        lines.end();
    }
}
