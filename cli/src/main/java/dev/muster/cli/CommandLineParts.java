package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.cli.option.CommonOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A command line, split into its parts: {@code cluster [common options] COMMAND arguments... [-- arguments...]}. It exists beside picocli because only
 * the command that was named may be loaded: picocli, asked for all of them, would need the classes of all at each start.
 *
 * @param command empty if none was given; two words for a command such as {@code job list}
 * @param arguments the command's arguments and options, and the common options that stood before it
 * @param afterDashes the arguments after {@code --}; empty if there was no {@code --}
 */
record CommandLineParts(Optional<String> command, List<String> arguments, Optional<List<String>> afterDashes) {
    CommandLineParts {
        arguments = List.copyOf(arguments);
        afterDashes = afterDashes.map(List::copyOf);
    }

    static CommandLineParts of(List<String> line) {
        int dashes = line.indexOf("--");
        List<String> before = dashes < 0 ? line : line.subList(0, dashes);
        Optional<List<String>> after =
                dashes < 0 ? Optional.empty() : Optional.of(line.subList(dashes + 1, line.size()));
        int command = indexOfCommand(before);
        if (command >= before.size()) {
            return new CommandLineParts(Optional.empty(), before, after);
        }
        List<String> arguments = new ArrayList<>(before);
        String word = arguments.remove(command);
        boolean hasSecond =
                command < arguments.size() && !arguments.get(command).startsWith("-");
        String name = hasSecond && !Verb.beginningWith(word).isEmpty() ? word + " " + arguments.remove(command) : word;
        return new CommandLineParts(Optional.of(name), arguments, after);
    }

    private static int indexOfCommand(List<String> arguments) {
        int i = 0;
        while (i < arguments.size() && arguments.get(i).startsWith("-")) {
            boolean isLast = i + 1 == arguments.size();
            // The question loads picocli, which 'cluster --help' does not need.
            i += !isLast && CommonOptions.takesValue(arguments.get(i)) ? 2 : 1;
        }
        return i;
    }

    boolean has(String... options) {
        Set<String> wanted = Set.of(options);
        return arguments.stream().anyMatch(wanted::contains);
    }

    boolean isVerbose() {
        return arguments.stream().anyMatch(argument -> argument.matches("-v+|--verbose"));
    }
}
