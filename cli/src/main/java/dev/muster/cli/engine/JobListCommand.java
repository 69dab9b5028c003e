package dev.muster.cli.engine;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.JobsJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.text.JobsText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.engine.EngineJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster job list [CONFIG] [options]",
        description =
                "The newest job comes first. Programs that connected to the engine without 'job submit' are listed as"
                        + " drivers.",
        footer = {
            "",
            "Examples:",
            "  cluster job list",
            "  cluster job list -o json | jq -r '.jobs[] | select(.status == \"running\").id'",
            "",
            "Exit codes: 0 success; 1 the cluster is not up, or its engine refused or does not answer; 2 usage error, or the cluster has no engine with jobs;"
                    + " 255 the head is unreachable."
        })
public final class JobListCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CONFIG",
            description = "the cluster's config file (default: cluster.yaml)")
    private List<String> arguments = new ArrayList<>();

    public JobListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configOnly(arguments, "job list");
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        OnHead head = new OnHead(context, common);
        return head.in(cluster, session -> list(session, head));
    }

    private int list(Session session, OnHead head) throws InterruptedException {
        Optional<List<EngineJob>> jobs = head.ask(session, session.console().jobs(), EngineJob::parse);
        if (jobs.isEmpty()) {
            return ExitCodes.ENGINE;
        }
        if (common.json()) {
            head.printer().json(JobsJson.of(jobs.get()));
        } else {
            head.printer()
                    .table(JobsText.table(jobs.get(), context.process().time().wallClock()), "");
        }
        return ExitCodes.DONE;
    }
}
