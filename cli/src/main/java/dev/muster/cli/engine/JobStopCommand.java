package dev.muster.cli.engine;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.client.ClusterRef;
import dev.muster.engine.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stop",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster job stop [CONFIG] ID [options]",
        description = "Stop a job, and wait until it has ended. A job that has ended already is not an error.",
        footer = {
            "",
            "Examples:",
            "  cluster job stop train-1",
            "  cluster job stop train-1 --no-wait",
            "",
            "Exit codes: 0 success; 1 the cluster is not up, or its engine refused or does not answer; 2 usage error, or the cluster has no engine with jobs;"
                    + " 255 the head is unreachable."
        })
public final class JobStopCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), and the ID of the job")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--no-wait", order = 1, description = "return as soon as the engine has accepted the request")
    private boolean noWait;

    public JobStopCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        JobId id = JobArguments.id(positional, "job stop");
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        OnHead head = new OnHead(context, common);
        return head.in(cluster, session -> head.print(session, session.console().stop(id, !noWait)));
    }
}
