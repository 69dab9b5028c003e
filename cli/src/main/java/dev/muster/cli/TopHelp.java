package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.Tone;

/**
 * Prints {@code cluster --help} from the list of commands, without picocli. picocli would have to load every command and its help formatter. The formatter
 * alone, with one command, raises the CPU time of the whole process from 0.14 s to 0.24 s ({@code cluster version --help}), and the bar is 0.15 s.
 */
final class TopHelp {
    private static final int NAME_WIDTH = 16;

    private static final String HEADER = """
            Muster turns machines that you already have into a cluster.

            Usage: %s [CONFIG] [options] [-- ARGUMENTS]

            Examples:
              cluster up cluster.yaml          # create it, or apply changes of its file
              cluster status                   # show nodes, resources and demand
              cluster exec --all -- hostname   # run a command on every node
              cluster down                     # stop it and clean up its hosts
            """;

    private static final String FOOTER = """

            CONFIG is an argument that ends in .yaml or .yml. Without it: -f FILE, -n NAME
            of a known cluster, $CLUSTER_CONFIG, or cluster.yaml in the current folder.

            Common options: --output table|json, --log-style auto|record|pretty,
            --log-color auto|true|false, -v, --help.

            Exit codes: 0 success, 1 no such cluster, 2 usage or config error, 3 provider
            error, 4 remote host failed or too few nodes, 5 up but some nodes failed,
            70 internal error, 130 interrupted. exec, submit, attach and job submit exit
            with the command's own code.

            'cluster COMMAND --help' shows the options and examples of a command.
            """;

    private TopHelp() {}

    static String text(ColorMode paint) {
        StringBuilder text = new StringBuilder(HEADER.formatted(paint.apply(Tone.STRONG, "cluster COMMAND")));
        for (Verb.Group group : Verb.Group.values()) {
            text.append('\n').append(paint.apply(Tone.STRONG, group.title())).append('\n');
            appendVerbs(text, group, paint);
        }
        return text.append(FOOTER).toString();
    }

    /** Returns the list of the commands of two words that begin with this one. */
    static String ofGroup(String word, ColorMode paint) {
        StringBuilder text = new StringBuilder();
        Verb.beginningWith(word).forEach(verb -> append(text, verb, paint));
        return text.append("\n'cluster ")
                .append(word)
                .append(" COMMAND --help' shows the options and examples of a command.\n")
                .toString();
    }

    private static void appendVerbs(StringBuilder text, Verb.Group group, ColorMode paint) {
        for (Verb verb : Verb.values()) {
            if (verb.group() == group) {
                append(text, verb, paint);
            }
        }
    }

    private static void append(StringBuilder text, Verb verb, ColorMode paint) {
        String name = verb.commandName();
        text.append("  ").append(paint.apply(Tone.STRONG, name));
        text.append(" ".repeat(NAME_WIDTH - name.length()));
        text.append(verb.summary()).append('\n');
    }
}
