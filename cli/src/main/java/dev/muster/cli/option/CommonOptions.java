package dev.muster.cli.option;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options that every command has. */
public final class CommonOptions {
    /** The format of the answer on stdout. */
    public enum Output {
        TABLE,
        JSON,
        /** Only {@code simulate} supports it. */
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How progress is shown on stderr. */
    public enum LogStyle {
        AUTO,
        RECORD,
        PRETTY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** When the output is coloured. */
    public enum LogColor {
        AUTO,
        TRUE,
        FALSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            order = 90,
            description = "table or json; with json, stdout holds only JSON, in a documented and stable form")
    private Output output = Output.TABLE;

    @Option(
            names = "--log-style",
            paramLabel = "STYLE",
            order = 91,
            description = "progress as pretty (redrawn in place) or record (one line per event, with its time);"
                    + " auto: pretty on a terminal, else record")
    private LogStyle logStyle = LogStyle.AUTO;

    @Option(
            names = "--log-color",
            paramLabel = "WHEN",
            order = 92,
            description = "auto, true or false; auto respects NO_COLOR")
    private LogColor logColor = LogColor.AUTO;

    @Option(
            names = {"-v", "--verbose"},
            order = 93,
            description = "also show steps that start or are skipped, and the stack trace of a failure")
    private boolean[] verbose = {};

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 94,
            description = "show this help")
    private boolean help;

    /** Whether this common option is followed by a value, as picocli reads the annotations above. False for any other text. */
    public static boolean takesValue(String option) {
        OptionSpec spec = CommandSpec.forAnnotatedObject(new CommonOptions()).findOption(option);
        return spec != null && spec.arity().max() > 0;
    }

    public Output output() {
        return output;
    }

    public LogStyle logStyle() {
        return logStyle;
    }

    public LogColor logColor() {
        return logColor;
    }

    public boolean json() {
        return output == Output.JSON;
    }

    public boolean isVerbose() {
        return verbose.length > 0;
    }
}
