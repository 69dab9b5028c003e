package dev.muster.cli.command;

import dev.muster.cli.console.OutputClosed;
import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.console.TerminalText;
import dev.muster.cli.json.Json;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.Table;
import java.io.PrintStream;
import java.util.Map;

/** Where a command's words go: answers to stdout, everything else to stderr behind {@code cluster:}. */
final class Printer {
    private static final int NO_WINDOW = 10_000;

    private final ProcessEnvironment surroundings;
    private final CommonOptions common;

    Printer(CommandContext context, CommonOptions common) {
        this.surroundings = context.surroundings();
        this.common = common;
    }

    void line(String text) {
        out().println(text);
    }

    void json(Map<String, ?> value) {
        out().println(Json.line(value));
        out().flush();
    }

    void table(Table table, String indent) {
        table.lines(columns() - indent.length(), outPaint()).forEach(line -> line(indent + line));
    }

    /** Flushes; throws {@link OutputClosed} where nobody reads standard output any more. */
    void requireReader() {
        if (out().checkError()) {
            throw new OutputClosed();
        }
    }

    /** Something worth knowing, on stderr. */
    void note(String text) {
        err().println("cluster: " + TerminalText.printable(text));
    }

    PrintStream out() {
        return surroundings.streams().out();
    }

    PrintStream err() {
        return surroundings.streams().err();
    }

    ColorMode outPaint() {
        return paint(surroundings.window().outIsTerminal());
    }

    ColorMode errPaint() {
        return paint(surroundings.window().errIsTerminal());
    }

    /** Whether progress is redrawn in place. */
    boolean isLive() {
        boolean able = surroundings.window().errIsTerminal() && !isDumb();
        return able && common.logStyle != CommonOptions.LogStyle.RECORD && !common.json();
    }

    boolean isRecord() {
        return common.logStyle == CommonOptions.LogStyle.RECORD;
    }

    /** Cells of a line on stdout: the window's, {@code $COLUMNS} where there is none, or as many as it takes. */
    int columns() {
        if (surroundings.window().outIsTerminal()) {
            return surroundings.window().columns();
        }
        String columns = surroundings.environment().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : NO_WINDOW;
    }

    int errColumns() {
        return surroundings.window().errIsTerminal() ? surroundings.window().columns() : NO_WINDOW;
    }

    private ColorMode paint(boolean isTerminal) {
        boolean colour = switch (common.logColor) {
            case TRUE -> true;
            case FALSE -> false;
            case AUTO -> isTerminal && !isDumb() && noColorIsUnset();
        };
        return colour ? ColorMode.COLOUR : ColorMode.NONE;
    }

    private boolean noColorIsUnset() {
        return surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    private boolean isDumb() {
        return surroundings.environment().getOrDefault("TERM", "").equals("dumb");
    }
}
