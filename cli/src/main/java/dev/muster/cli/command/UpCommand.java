package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.ReportJson;
import dev.muster.cli.text.PlanText;
import dev.muster.cli.text.UpText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.MinReady;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "up",
        aliases = "plan",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster up [CONFIG] [options]",
        description = {
            "Make the cluster what its file says: show the plan, ask, then create and set up what is missing and wait until it is ready.",
            "The same call again repairs, goes on where it was interrupted, and carries out changes of the file; what is done already is left alone."
        },
        footer = {
            "",
            "Examples:",
            "  cluster up cluster.yaml              show the plan, ask, do it",
            "  cluster up -y --min-ready 90%%       do not ask; enough when 90%% of the workers are ready",
            "  cluster plan                         show the plan, do nothing (up --dry-run)",
            "",
            "Exit codes: 0 all ready, 2 config, 3 provider, 4 fewer than --min-ready in time, 5 up but some node failed."
        })
final class UpCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            order = 1,
            description = "do not ask")
    private boolean yes;

    @Option(names = "--dry-run", order = 2, description = "show the plan and do nothing")
    private boolean dryRun;

    @Option(
            names = "--min-workers",
            paramLabel = "N",
            order = 3,
            description = "workers to keep, in place of the file's number")
    private @Nullable Integer minWorkers;

    @Option(
            names = "--max-workers",
            paramLabel = "N",
            order = 4,
            description = "workers at most, in place of the file's number")
    private @Nullable Integer maxWorkers;

    @Option(
            names = "--min-ready",
            paramLabel = "N|N%",
            order = 5,
            description = "workers that must be ready for success (default: all that the file wants up)")
    private MinReady minReady = MinReady.ALL;

    @Option(names = "--no-wait", order = 6, description = "return when the head is up; it makes the workers")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            order = 7,
            description = "wait at most so long: 90s, 10m, 1h (default: 10m)")
    private Duration timeout = UpRequest.Waiting.DEFAULT_TIMEOUT;

    @ArgGroup
    private final RestartOptions restart = new RestartOptions();

    @Option(
            names = "--take-over",
            paramLabel = "HOST",
            order = 10,
            description = "take this host although another cluster's lease is on it; may be repeated")
    private List<String> takeOver = new ArrayList<>();

    @Option(
            names = "--now",
            order = 11,
            description = "workers whose set-up changed do not wait for each other, only for their own running work")
    private boolean now;

    @Option(
            names = "--adopt",
            order = 12,
            description = "the head moved to another host: end what the old one left, and go on from the new one")
    private boolean adopt;

    /** One of them at most. */
    private static final class RestartOptions {
        @Option(
                names = "--no-restart",
                order = 8,
                description = "do not run the start commands again on nodes that are up")
        private boolean never;

        @Option(names = "--restart-only", order = 9, description = "only run the start commands again: no setup")
        private boolean only;
    }

    UpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        UpRequest request = request();
        Printer printer = new Printer(context, common);
        request.cluster().file().warnings().forEach(warning -> printer.note(warning.toString()));
        Clusters clusters = context.clusters().get();
        UpPlanView plan = clusters.plan(request);
        show(plan, printer);
        if (dryRun) {
            return ExitCodes.DONE;
        }
        if (!yes && !plan.isEmpty() && !new Confirmation(context.surroundings()).confirm("Do it?")) {
            printer.note("nothing was done");
            return ExitCodes.INTERRUPTED;
        }
        Progress progress = Progress.of(context, common);
        try {
            UpReport report = progress.during(() -> clusters.up(request, plan, progress));
            show(report, printer);
            return ExitCodes.exitCode(report);
        } catch (InterruptedException e) {
            printer.note("interrupted; running the same command again goes on where it stopped");
            return ExitCodes.INTERRUPTED;
        }
    }

    private UpRequest request() {
        ClusterRef.OfFile cluster = new ClusterResolver(context)
                .withFile(PositionalWords.anywhere(words).alone("up"), which);
        return new UpRequest(
                cluster,
                new UpRequest.Limits(limit("--min-workers", minWorkers), limit("--max-workers", maxWorkers)),
                restart(),
                new UpRequest.Waiting(
                        noWait ? UpRequest.Until.HEAD_READY : UpRequest.Until.WORKERS_READY, minReady, timeout),
                new UpRequest.Allowed(takeOver, now, adopt),
                OperatorName.name(context.surroundings().environment()));
    }

    private static OptionalInt limit(String option, @Nullable Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(OptionBounds.atLeastZero(option, number));
    }

    private UpRequest.Restart restart() {
        if (restart.never) {
            return UpRequest.Restart.NEVER;
        }
        return restart.only ? UpRequest.Restart.ONLY : UpRequest.Restart.AS_NEEDED;
    }

    /** The dry run's answer is the plan, on stdout; otherwise it goes before the question, on stderr. */
    private void show(UpPlanView plan, Printer printer) {
        if (common.json()) {
            printer.json(ReportJson.of(plan));
        } else if (dryRun) {
            new PlanText(printer.outPaint(), printer.columns()).up(plan).forEach(printer::line);
        } else {
            new PlanText(printer.errPaint(), printer.errColumns()).up(plan).forEach(printer.err()::println);
        }
    }

    private void show(UpReport report, Printer printer) {
        if (common.json()) {
            printer.json(ReportJson.of(report));
        } else {
            new UpText(printer.outPaint(), printer.columns()).lines(report).forEach(printer::line);
        }
    }
}
