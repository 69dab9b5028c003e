package dev.muster.cli;

import dev.muster.cli.command.Verb;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.Tone;

/** {@code cluster --help}. Written by hand over the list of verbs, so that it is there in a tenth of a second; a test holds it against the commands. */
final class TopHelp {
    private TopHelp() {}

    static String text(ColorMode paint) {
        StringBuilder text = new StringBuilder();
        text.append("Muster turns machines that you already have into a cluster.\n\n");
        text.append("Usage: ").append(paint.apply(Tone.STRONG, "cluster COMMAND"));
        text.append(" [CONFIG] [options] [-- WORDS]\n\n");
        text.append("  cluster up cluster.yaml          bring it up\n");
        text.append("  cluster status                   see it\n");
        text.append("  cluster exec --all -- hostname   use it\n");
        text.append("  cluster down                     take it down\n");
        for (Verb.Group group : Verb.Group.values()) {
            text.append('\n').append(paint.apply(Tone.STRONG, group.title())).append('\n');
            appendVerbs(text, group, paint);
        }
        return text.append(FOOTER).toString();
    }

    private static void appendVerbs(StringBuilder text, Verb.Group group, ColorMode paint) {
        for (Verb verb : Verb.values()) {
            if (verb.group() == group) {
                String word = verb.word();
                text.append("  ").append(paint.apply(Tone.STRONG, word));
                text.append(" ".repeat(WIDEST - word.length()));
                text.append(verb.summary()).append('\n');
            }
        }
    }

    private static final int WIDEST = 16;

    private static final String FOOTER = """

            CONFIG is a word that ends in .yaml or .yml. Without one: -f FILE, -n NAME of a known cluster,
            $CLUSTER_CONFIG, or cluster.yaml in this folder.
            Everywhere: --output table|json, --log-style auto|record|pretty, --log-color auto|true|false, -v, --help.
            Exit codes: 0 done, 1 no such cluster, 2 usage or config, 3 provider, 4 remote host or too few nodes,
            5 up but some node failed, 70 a bug of ours, 130 interrupted. exec passes on the command's own code.
            'cluster COMMAND --help' shows options and examples.
            """;
}
