package dev.muster.cli;

import dev.muster.cli.command.CommandContext;
import dev.muster.cli.command.Verb;
import dev.muster.cli.console.ClientVersion;
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

/** The command as a function: words in, exit code out. Usable in tests, never ends the process. */
final class ClusterTool {
    private final ProcessEnvironment surroundings;
    private final Supplier<Clusters> clusters;

    ClusterTool(ProcessEnvironment surroundings, Supplier<Clusters> clusters) {
        this.surroundings = surroundings;
        this.clusters = clusters;
    }

    int run(List<String> arguments) {
        CommandWords words = CommandWords.of(arguments);
        Failures.Detail detail = words.isVerbose() ? Failures.Detail.FULL : Failures.Detail.SHORT;
        try {
            int code = dispatch(words);
            surroundings.streams().out().flush();
            return code;
        } catch (OutputClosed e) {
            return ExitCodes.OUTPUT_CLOSED;
        } catch (Exception e) {
            surroundings.streams().out().flush();
            // What an interrupt broke off may say so in words of its own.
            Exception cause = Thread.interrupted() ? new InterruptedException() : e;
            return new Failures(surroundings.streams().err(), detail).report(cause);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return new Failures(surroundings.streams().err(), detail).report(e);
        }
    }

    private int dispatch(CommandWords words) throws Exception {
        Optional<String> verb = words.verb();
        if (verb.isEmpty()) {
            return withoutVerb(words);
        }
        if (verb.get().equals("help")) {
            return help(words);
        }
        return new Invocation(verb(verb.get()), words, paint())
                .run(new CommandContext(surroundings, clusters, words.afterDashes()));
    }

    private int withoutVerb(CommandWords words) {
        if (words.has("--version", "-V")) {
            return print(ClientVersion.text() + "\n");
        }
        List<String> unknown = words.own().stream()
                .filter(word -> !List.of("-h", "--help", "-v", "--verbose").contains(word))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UserError("unknown option " + unknown.getFirst(), "'cluster --help' lists the commands");
        }
        return print(TopHelp.text(paint()));
    }

    private int help(CommandWords words) throws Exception {
        Optional<String> about =
                words.own().stream().filter(word -> !word.startsWith("-")).findFirst();
        if (about.isEmpty()) {
            return print(TopHelp.text(paint()));
        }
        CommandWords asked = new CommandWords(about, List.of("--help"), Optional.empty());
        return new Invocation(verb(about.get()), asked, paint())
                .run(new CommandContext(surroundings, clusters, Optional.empty()));
    }

    private static Verb verb(String word) {
        for (Verb verb : Verb.values()) {
            if (verb.word().equals(word)) {
                return verb;
            }
        }
        String guess = Suggestions.verb(word.toLowerCase(Locale.ROOT))
                .map(verb -> "did you mean '" + verb + "'? ")
                .orElse("");
        throw new UserError("there is no command '" + word + "'", guess + "'cluster --help' lists the commands");
    }

    private int print(String text) {
        surroundings.streams().out().print(text);
        return ExitCodes.DONE;
    }

    private ColorMode paint() {
        boolean plain = !surroundings.window().outIsTerminal()
                || !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || surroundings.environment().getOrDefault("TERM", "").equals("dumb");
        return plain ? ColorMode.NONE : ColorMode.COLOUR;
    }
}
