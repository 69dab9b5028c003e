package dev.muster.cli;

import dev.muster.cli.command.Context;
import dev.muster.cli.command.Verb;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.Failures;
import dev.muster.cli.console.Surroundings;
import dev.muster.cli.console.Version;
import dev.muster.cli.draw.Paint;
import dev.muster.core.failure.UserError;
import dev.muster.launcher.usecase.Clusters;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The command as a function: words in, exit code out. Usable in tests, never ends the process. */
final class Tool {
    private final Surroundings surroundings;
    private final Supplier<Clusters> clusters;

    Tool(Surroundings surroundings, Supplier<Clusters> clusters) {
        this.surroundings = surroundings;
        this.clusters = clusters;
    }

    int run(List<String> arguments) {
        Words words = Words.of(arguments);
        Failures.Detail detail = words.isVerbose() ? Failures.Detail.FULL : Failures.Detail.SHORT;
        try {
            int code = dispatch(words);
            surroundings.streams().out().flush();
            return code;
        } catch (Exception e) {
            surroundings.streams().out().flush();
            // What an interrupt broke off may say so in words of its own.
            Exception cause = Thread.interrupted() ? new InterruptedException() : e;
            return new Failures(surroundings.streams().err(), detail).report(cause);
        } catch (StackOverflowError | OutOfMemoryError | LinkageError e) {
            return new Failures(surroundings.streams().err(), detail).report(e);
        }
    }

    private int dispatch(Words words) throws Exception {
        Optional<String> verb = words.verb();
        if (verb.isEmpty()) {
            return withoutVerb(words);
        }
        if (verb.get().equals("help")) {
            return help(words);
        }
        return new Invocation(verb(verb.get()), words, paint())
                .run(new Context(surroundings, clusters, words.afterDashes()));
    }

    private int withoutVerb(Words words) {
        if (words.has("--version", "-V")) {
            return print(Version.text() + "\n");
        }
        List<String> unknown = words.own().stream()
                .filter(word -> !List.of("-h", "--help", "-v", "--verbose").contains(word))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UserError("unknown option " + unknown.getFirst(), "'cluster --help' lists the commands");
        }
        return print(TopHelp.text(paint()));
    }

    private int help(Words words) throws Exception {
        Optional<String> about =
                words.own().stream().filter(word -> !word.startsWith("-")).findFirst();
        if (about.isEmpty()) {
            return print(TopHelp.text(paint()));
        }
        Words asked = new Words(about, List.of("--help"), Optional.empty());
        return new Invocation(verb(about.get()), asked, paint())
                .run(new Context(surroundings, clusters, Optional.empty()));
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

    private Paint paint() {
        boolean plain = !surroundings.window().outIsTerminal()
                || !surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty()
                || surroundings.environment().getOrDefault("TERM", "").equals("dumb");
        return plain ? Paint.NONE : Paint.COLOUR;
    }
}
