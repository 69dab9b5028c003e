package dev.muster.cli;

import dev.muster.cli.command.Commands;
import dev.muster.cli.command.Verb;
import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.text.ColorMode;
import dev.muster.core.Shell;
import dev.muster.core.failure.UserError;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs one command: picocli parses its arguments, then the command is called. */
final class Invocation {
    private final Verb verb;
    private final CommandLineParts parts;
    private final ColorMode paint;

    Invocation(Verb verb, CommandLineParts parts, ColorMode paint) {
        this.verb = verb;
        this.parts = parts;
        this.paint = paint;
    }

    int run(CommandContext context) throws Exception {
        if (parts.afterDashes().isPresent() && !takesCommand() && !parts.has("-h", "--help")) {
            throw new UserError("'" + verb.commandName() + "' takes no arguments after --", seeHelp());
        }
        CommandLine line = Commands.of(verb, context, paint);
        try {
            line.parseArgs(parts.arguments().toArray(String[]::new));
        } catch (ParameterException e) {
            throw usageError(e);
        }
        if (line.isUsageHelpRequested()) {
            line.usage(context.process().streams().out());
            return ExitCodes.DONE;
        }
        Callable<Integer> command = line.getCommand();
        return command.call();
    }

    private boolean takesCommand() {
        return verb == Verb.EXEC || verb == Verb.SUBMIT || verb == Verb.JOB_SUBMIT;
    }

    private UserError usageError(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unknownOption(unmatched);
        }
        String message = String.valueOf(failure.getMessage());
        return new UserError(
                message.startsWith("Error: ") ? message.substring("Error: ".length()) : message, seeHelp());
    }

    private UserError unknownOption(UnmatchedArgumentException failure) {
        String option = failure.getUnmatched().getFirst();
        // A short option is close to every other one, so it gets no guess.
        List<String> guesses =
                option.startsWith("--") ? Suggestions.nearest(option, failure.getSuggestions()) : List.of();
        String guess = guesses.isEmpty() ? "" : "did you mean " + String.join(" or ", guesses) + "? ";
        String dashes = switch (verb) {
            case EXEC -> "put -- before the command to run: cluster exec -- " + commandBefore(option) + "; ";
            case JOB_SUBMIT -> "put -- before the command to run: cluster job submit -- python a.py --x 1; ";
            case SUBMIT -> "put -- before the script's own options: cluster submit a.py -- --x 1; ";
            default -> "";
        };
        return new UserError(
                "unknown option '" + option + "' of '" + verb.commandName() + "'", guess + dashes + seeHelp());
    }

    /** The command as the operator typed it: from the word before the option on. */
    private String commandBefore(String option) {
        List<String> typed = parts.arguments();
        int at = typed.indexOf(option);
        return at < 1
                ? "ls -l"
                : typed.subList(at - 1, typed.size()).stream().map(Shell::quote).collect(Collectors.joining(" "));
    }

    private String seeHelp() {
        return "'cluster " + verb.commandName() + " --help' shows its options";
    }
}
