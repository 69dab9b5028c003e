package dev.muster.cli;

import dev.muster.cli.command.CommandContext;
import dev.muster.cli.command.Commands;
import dev.muster.cli.command.Verb;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.text.ColorMode;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** One verb with its words: parsed by picocli, then called. */
final class Invocation {
    private final Verb verb;
    private final CommandWords words;
    private final ColorMode paint;

    Invocation(Verb verb, CommandWords words, ColorMode paint) {
        this.verb = verb;
        this.words = words;
        this.paint = paint;
    }

    int run(CommandContext context) throws Exception {
        if (words.afterDashes().isPresent() && verb != Verb.EXEC && verb != Verb.SUBMIT && !words.has("-h", "--help")) {
            throw new UserError("'" + verb.word() + "' takes no words after --");
        }
        CommandLine line = Commands.of(verb, context, paint);
        try {
            line.parseArgs(own().toArray(String[]::new));
        } catch (ParameterException e) {
            throw usage(e);
        }
        if (line.isUsageHelpRequested()) {
            line.usage(context.surroundings().streams().out());
            return ExitCodes.DONE;
        }
        Callable<Integer> command = line.getCommand();
        return command.call();
    }

    private List<String> own() {
        List<String> own = new ArrayList<>(words.own());
        if (verb == Verb.PLAN) {
            own.add("--dry-run");
        }
        return own;
    }

    private UserError usage(ParameterException failure) {
        String help = "'cluster " + verb.word() + " --help' shows its options";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched, help);
        }
        String message = String.valueOf(failure.getMessage());
        return new UserError(message.startsWith("Error: ") ? message.substring("Error: ".length()) : message, help);
    }

    private UserError unknown(UnmatchedArgumentException failure, String help) {
        String word = failure.getUnmatched().getFirst();
        // Of a single letter every option is a neighbour.
        List<String> guesses = word.startsWith("--") ? Suggestions.nearest(word, failure.getSuggestions()) : List.of();
        String guess = guesses.isEmpty() ? "" : "did you mean " + String.join(" or ", guesses) + "? ";
        String dashes = switch (verb) {
            case EXEC -> "put -- before the command to run: cluster exec -- ls -l; ";
            case SUBMIT -> "put -- before the script's own words: cluster submit a.py -- --x 1; ";
            default -> "";
        };
        return new UserError("unknown option '" + word + "' of '" + verb.word() + "'", guess + dashes + help);
    }
}
