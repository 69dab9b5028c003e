package dev.muster.cli.engine;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.LogsClusterOptions;
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
        name = "logs",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster job logs [CONFIG] ID [options]",
        description =
                "Print what a job wrote to its standard output and standard error. Ctrl-C ends this command only.",
        footer = {
            "",
            "Examples:",
            "  cluster job logs train-1",
            "  cluster job logs -f train-1          # until the job ends",
            "",
            "Exit codes: 0 success; 1 the cluster is not up, or its engine refused or does not answer; 2 usage error, or the cluster has no engine with jobs;"
                    + " 255 the head is unreachable."
        })
public final class JobLogsCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LogsClusterOptions options = new LogsClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), and the ID of the job")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            order = 1,
            description = "also print what the job writes from now on, until it ends")
    private boolean follow;

    public JobLogsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        JobId id = JobArguments.id(positional, "job logs");
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        OnHead head = new OnHead(context, common);
        return head.in(cluster, session -> head.print(session, session.console().logs(id, follow)));
    }
}
