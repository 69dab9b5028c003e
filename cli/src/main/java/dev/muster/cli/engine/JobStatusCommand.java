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
import dev.muster.engine.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster job status [CONFIG] ID [options]",
        description = "Print the status of a job, when it started and ended, and what the engine says about it.",
        footer = {
            "",
            "Examples:",
            "  cluster job status train-1",
            "  cluster job status train-1 -o json | jq -r '.jobs[0].status'",
            "",
            "Exit codes: 0 success; 1 the cluster is not up, or its engine refused or does not answer; 2 usage error, or the cluster has no engine with jobs;"
                    + " 255 the head is unreachable."
        })
public final class JobStatusCommand implements Callable<Integer> {
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

    public JobStatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        JobId id = JobArguments.id(positional, "job status");
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        OnHead head = new OnHead(context, common);
        return head.in(cluster, session -> show(session, head, id));
    }

    private int show(Session session, OnHead head, JobId id) throws InterruptedException {
        Optional<List<EngineJob>> jobs = head.ask(session, session.console().job(id), EngineJob::parse);
        if (jobs.isEmpty()) {
            return ExitCodes.ENGINE;
        }
        if (common.json()) {
            head.printer().json(JobsJson.of(jobs.get()));
        } else {
            head.printer()
                    .table(JobsText.table(jobs.get(), context.process().time().wallClock()), "");
            JobsText.messages(jobs.get()).forEach(head.printer()::line);
        }
        return ExitCodes.DONE;
    }
}
