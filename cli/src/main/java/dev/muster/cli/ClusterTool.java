package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.cli.console.ClientVersion;
import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.Failures;
import dev.muster.cli.console.OutputClosed;
import dev.muster.cli.console.ProcessEnvironment;
import dev.muster.cli.text.ColorMode;
import dev.muster.client.Clusters;
import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The {@code cluster} command as a function from arguments to an exit code. It never ends the process, so tests can call it. */
final class ClusterTool {
    private static final String SEE_HELP = "'cluster --help' lists the commands";

    private final ProcessEnvironment process;
    private final Supplier<Clusters> clusters;

    ClusterTool(ProcessEnvironment process, Supplier<Clusters> clusters) {
        this.process = process;
        this.clusters = clusters;
    }

    int run(List<String> arguments) {
        CommandLineParts line = CommandLineParts.of(arguments);
        Failures.Detail detail = line.isVerbose() ? Failures.Detail.FULL : Failures.Detail.SHORT;
        try {
            int code = dispatch(line);
            process.streams().out().flush();
            return code;
        } catch (OutputClosed e) {
            return ExitCodes.OUTPUT_CLOSED;
        } catch (Exception e) {
            process.streams().out().flush();
            // An interrupted call may report the interrupt as a failure of its own kind.
            Exception cause = Thread.interrupted() ? new InterruptedException() : e;
            return new Failures(process.streams().err(), detail).report(cause);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return new Failures(process.streams().err(), detail).report(e);
        }
    }

    private int dispatch(CommandLineParts line) throws Exception {
        Optional<String> command = line.command();
        if (command.isEmpty()) {
            return runWithoutCommand(line);
        }
        if (command.get().equals("help")) {
            return printHelp(line);
        }
        if (isHelpOfGroup(line)) {
            return print(TopHelp.ofGroup(command.get(), paint()));
        }
        return new Invocation(verb(command.get()), line, paint())
                .run(new CommandContext(process, clusters, line.afterDashes()));
    }

    private int runWithoutCommand(CommandLineParts line) {
        if (line.has("--version", "-V")) {
            return print(ClientVersion.text() + "\n");
        }
        List<String> unknown = line.arguments().stream()
                .filter(argument -> !List.of("-h", "--help", "-v", "--verbose").contains(argument))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UserError("unknown option " + unknown.getFirst(), SEE_HELP);
        }
        return print(TopHelp.text(paint()));
    }

    private int printHelp(CommandLineParts line) throws Exception {
        Optional<String> topic = CommandLineParts.of(line.arguments()).command();
        return topic.isEmpty()
                ? print(TopHelp.text(paint()))
                : dispatch(new CommandLineParts(topic, List.of("--help"), Optional.empty()));
    }

    /** Whether it asks for the help of the first of two words, such as {@code job}. */
    private static boolean isHelpOfGroup(CommandLineParts line) {
        return line.has("-h", "--help")
                && !Verb.beginningWith(line.command().orElse("")).isEmpty();
    }

    private static Verb verb(String command) {
        for (Verb verb : Verb.values()) {
            if (verb.commandName().equals(command)) {
                return verb;
            }
        }
        List<Verb> group = Verb.beginningWith(command.split(" ")[0]);
        if (!group.isEmpty()) {
            throw new UserError(
                    "unknown command '" + command + "'",
                    "use one of: " + group.stream().map(Verb::commandName).collect(Collectors.joining(", ")));
        }
        String guess = Suggestions.verb(command.toLowerCase(Locale.ROOT))
                .map(verb -> "did you mean '" + verb + "'? ")
                .orElse("");
        throw new UserError("unknown command '" + command + "'", guess + SEE_HELP);
    }

    private int print(String text) {
        process.streams().out().print(text);
        return ExitCodes.DONE;
    }

    private ColorMode paint() {
        boolean isPlain = !process.window().outIsTerminal()
                || !process.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || process.environment().getOrDefault("TERM", "").equals("dumb");
        return isPlain ? ColorMode.NONE : ColorMode.COLOUR;
    }
}
