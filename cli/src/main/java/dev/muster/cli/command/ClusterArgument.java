package dev.muster.cli.command;

import dev.muster.client.ClusterRef;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The words of a command that takes a cluster and nothing else. */
final class ClusterArgument {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    CommonOptions common() {
        return common;
    }

    ClusterRef cluster(CommandContext context, Verb verb) {
        return new ClusterResolver(context)
                .cluster(PositionalWords.anywhere(words).alone(verb.word()), which);
    }
}
