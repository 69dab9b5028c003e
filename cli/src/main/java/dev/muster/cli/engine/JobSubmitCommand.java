package dev.muster.cli.engine;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.json.JobsJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.progress.CopyProgress;
import dev.muster.cli.run.CommandWords;
import dev.muster.cli.run.NodesRun;
import dev.muster.cli.run.RsyncOptions;
import dev.muster.cli.text.ClusterHints;
import dev.muster.client.ClusterRef;
import dev.muster.client.JobFolder;
import dev.muster.client.Rsync;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.engine.JobId;
import dev.muster.engine.JobRequest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = {
            "cluster job submit [CONFIG] [options] -- COMMAND [ARGUMENTS]",
            "      cluster job submit [CONFIG] [options] 'SHELL TEXT'"
        },
        description = {
            "The engine's job server runs the command on the head, whether or not this machine stays connected. Without"
                    + " --no-wait, the job's output is printed until the job ends.",
            "Arguments after -- are passed to the command unchanged. A single argument is shell text. Ctrl-C ends this"
                    + " command only: the job continues."
        },
        footer = {
            "",
            "Examples:",
            "  cluster job submit --working-dir . -- python train.py --epochs 3",
            "  cluster job submit --no-wait --submission-id train-1 -- python train.py",
            "  cluster job submit --runtime-env-json '{\"pip\": [\"tqdm\"]}' -- python a.py",
            "",
            "Exit codes: that of the job's command, 143 if the job was stopped; 1 the cluster is not up, or its engine refused or"
                    + " does not answer; 2 usage error, or the cluster has no engine with jobs; 255 the head is unreachable;"
                    + " 130 after Ctrl-C."
        })
public final class JobSubmitCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final RuntimeEnvironmentOptions environment = new RuntimeEnvironmentOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), then the command")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--working-dir",
            paramLabel = "FOLDER",
            order = 1,
            description = "a folder of this machine that is copied to the head first; the command runs in a copy of it")
    private @Nullable String workingFolder;

    @Option(
            names = "--submission-id",
            paramLabel = "ID",
            order = 4,
            description = "the ID of the job (default: a new one)")
    private @Nullable String submissionId;

    @Option(names = "--no-wait", order = 5, description = "print the ID of the job and return")
    private boolean noWait;

    public JobSubmitCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configFirst(words);
        String command = CommandWords.shellText(
                positional.others(),
                context.argumentsAfterDashes().orElse(List.of()),
                "cluster job submit -- python train.py");
        JobId id = id();
        String input = environment.text(context.process().folder());
        requireFolder();
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        OnHead head = new OnHead(context, common);
        return head.in(cluster, session -> {
            NodesRun run = head.stream(session, text(session, head, id, command), input);
            return submit(session, head, run, id, positional.hints(options));
        });
    }

    private int submit(Session session, OnHead head, NodesRun run, JobId id, ClusterHints hints)
            throws InterruptedException {
        if (common.json()) {
            head.printer().json(JobsJson.submitted(id));
        } else if (!noWait) {
            head.printer().note("submitting job " + id);
        }
        int code = head.print(session, run);
        if (run.isStopped()) {
            head.printer().note("job " + id + " continues; to stop it: " + hints.command("job stop", id.value()));
        } else if (noWait && code == 0 && !common.json()) {
            head.printer().line(id.value());
            head.printer().note("to see its output: " + hints.command("job logs", "-f " + id));
        }
        return code;
    }

    /** Copies the folder first, if one was given. */
    private String text(Session session, OnHead head, JobId id, String command) throws Exception {
        NodeAddress node = session.head();
        String source = workingFolder;
        if (source == null) {
            return session.console().submit(new JobRequest(id, command, Optional.empty(), !noWait));
        }
        JobFolder target = JobFolder.of(node, id);
        String text = session.console().submit(new JobRequest(id, command, Optional.of(target.path()), !noWait));
        CopyProgress progress = new CopyProgress(context.process(), head.printer());
        Rsync rsync = RsyncOptions.rsync(context, session, progress);
        String content = source.endsWith("/") ? source : source + "/";
        progress.during(() -> rsync.upload(node, rsync.read(content, target.path() + "/")));
        return target.removedAfter(text);
    }

    private void requireFolder() {
        if (workingFolder != null
                && !Files.isDirectory(context.process().folder().resolve(workingFolder))) {
            throw new UserError("--working-dir: " + workingFolder + " is not a folder of this machine");
        }
    }

    private JobId id() {
        return submissionId == null
                ? new JobId(String.format(Locale.ROOT, "job-%012x", (long)
                        (context.process().time().chance() * (1L << 48))))
                : JobArguments.id(submissionId);
    }
}
