package dev.muster.cli.option;

import dev.muster.cli.console.CommandContext;
import dev.muster.client.ClusterRef;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The arguments of a command that takes a cluster and nothing else. */
public final class ClusterArgument {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CONFIG",
            description = "the cluster's config file (default: cluster.yaml)")
    private List<String> arguments = new ArrayList<>();

    public CommonOptions common() {
        return common;
    }

    /** @param command its name, for the error message */
    public ClusterRef cluster(CommandContext context, String command) {
        return new ClusterResolver(context).cluster(PositionalArguments.configOnly(arguments, command), options);
    }

    /** As {@link #cluster}, but a config file with errors is an error. */
    public ClusterRef validCluster(CommandContext context, String command) {
        return new ClusterResolver(context).validCluster(PositionalArguments.configOnly(arguments, command), options);
    }
}
