package dev.muster.cli.command;

import java.util.Locale;
import picocli.CommandLine.Option;

/** The options that every command has. */
final class CommonOptions {
    enum Output {
        TABLE,
        JSON,
        /** Of {@code simulate} alone. */
        CSV;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum LogStyle {
        AUTO,
        RECORD,
        PRETTY;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum LogColor {
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
            paramLabel = "FORM",
            order = 90,
            description = "table or json; json is documented and stable, and nothing else is on stdout")
    Output output = Output.TABLE;

    @Option(
            names = "--log-style",
            paramLabel = "STYLE",
            order = 91,
            description =
                    "progress as pretty (redrawn in place) or record (one line each with its time); auto: pretty on a terminal")
    LogStyle logStyle = LogStyle.AUTO;

    @Option(
            names = "--log-color",
            paramLabel = "WHEN",
            order = 92,
            description = "auto, true or false; NO_COLOR is heeded")
    LogColor logColor = LogColor.AUTO;

    @Option(
            names = {"-v", "--verbose"},
            order = 93,
            description = "more: steps as they start, the stack trace of a failure")
    boolean[] verbose = {};

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 94,
            description = "this text")
    boolean help;

    boolean json() {
        return output == Output.JSON;
    }

    boolean isVerbose() {
        return verbose.length > 0;
    }
}
