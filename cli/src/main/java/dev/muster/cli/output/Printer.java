package dev.muster.cli.output;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.OutputClosed;
import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.console.TerminalText;
import dev.muster.cli.json.Json;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.Table;
import java.io.PrintStream;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints a command's output: answers go to stdout, everything else goes to stderr after {@code cluster:}. */
public final class Printer {
    /** So many columns that nothing is cut. */
    private static final int UNLIMITED_COLUMNS = 10_000;

    private final ProcessEnvironment process;
    private final CommonOptions common;

    public Printer(CommandContext context, CommonOptions common) {
        this.process = context.process();
        this.common = common;
    }

    /** Prints one line on stdout. Whatever a host put into it cannot control the terminal. */
    public void line(String text) {
        out().println(TerminalText.painted(text));
    }

    public void json(Map<String, ?> value) {
        out().println(Json.line(value));
        out().flush();
    }

    public void table(Table table, String indent) {
        table.lines(columns() - indent.length(), outPaint()).forEach(line -> line(indent + line));
    }

    /** Flushes stdout. Throws {@link OutputClosed} if nothing reads it any more. */
    public void requireReader() {
        if (out().checkError()) {
            throw new OutputClosed();
        }
    }

    /** Runs work that follows something and may be silent for long. Throws {@link OutputClosed} as soon as nothing reads stdout any more. */
    public <T> T whileRead(Callable<T> work) throws InterruptedException {
        return OutputReader.whileReading(process.time(), work);
    }

    /** Prints a message for the operator on stderr. */
    public void note(String text) {
        err().println("cluster: " + TerminalText.printable(text));
    }

    public PrintStream out() {
        return process.streams().out();
    }

    public PrintStream err() {
        return process.streams().err();
    }

    public ColorMode outPaint() {
        return paint(process.window().outIsTerminal());
    }

    public ColorMode errPaint() {
        return paint(process.window().errIsTerminal());
    }

    public boolean isJson() {
        return common.json();
    }

    /** Whether progress is redrawn in place. */
    public boolean isLive() {
        boolean canRedraw = process.window().errIsTerminal() && !isDumb();
        return canRedraw && common.logStyle() != CommonOptions.LogStyle.RECORD && !common.json();
    }

    /** The width of stdout: of its window, else {@code $COLUMNS}, else unlimited. */
    public int columns() {
        if (process.window().outIsTerminal()) {
            return process.window().columns();
        }
        String columns = process.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : UNLIMITED_COLUMNS;
    }

    public int errColumns() {
        return process.window().errIsTerminal() ? process.window().columns() : UNLIMITED_COLUMNS;
    }

    private ColorMode paint(boolean isTerminal) {
        boolean isColoured = switch (common.logColor()) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> isTerminal && !isDumb() && isNoColorUnset();
        };
        return isColoured ? ColorMode.COLOUR : ColorMode.NONE;
    }

    private boolean isNoColorUnset() {
        return process.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    private boolean isDumb() {
        return process.environment().getOrDefault("TERM", "").equals("dumb");
    }
}
