package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.Confirmation;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.Failures;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.ReportJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.option.UpOptions;
import dev.muster.cli.output.Printer;
import dev.muster.cli.progress.Progress;
import dev.muster.cli.text.ClusterHints;
import dev.muster.cli.text.PlanText;
import dev.muster.cli.text.UpText;
import dev.muster.client.Approval;
import dev.muster.client.MinReady;
import dev.muster.client.UpIsRunning;
import dev.muster.client.UpPlan;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "up",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster up [CONFIG] [options]",
        description = {
            "Show a plan, ask for confirmation, then create and set up what is missing, and wait until it is ready.",
            "Running it again is safe: it repairs failed nodes, continues after an interruption and applies changes of"
                    + " the config file. Nodes that are up to date are left alone."
        },
        footer = {
            "",
            "Examples:",
            "  cluster up cluster.yaml              # show the plan, ask, apply it",
            "  cluster up -y --min-ready 90%%        # do not ask; 90%% ready is enough",
            "  cluster up --max-workers 20          # set the limit for this cluster",
            "  cluster up --dry-run                 # only show the plan",
            "",
            "Exit codes: 0 all nodes are ready, or you answered no; 2 config error, 3 provider error, 4 fewer nodes"
                    + " than --min-ready in time, 5 up but some nodes failed, 130 interrupted."
        })
final class UpCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final UpOptions up = new UpOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CONFIG",
            description = "the cluster's config file (default: cluster.yaml)")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-y", "--yes"},
            order = 1,
            description = "do not ask for confirmation")
    private boolean yes;

    @Option(names = "--dry-run", order = 2, description = "show the plan and change nothing")
    private boolean dryRun;

    @Option(
            names = "--min-ready",
            paramLabel = "N|N%",
            order = 5,
            description = "succeed when this many workers are ready (default: all that the file asks for)")
    private MinReady minReady = MinReady.ALL;

    @Option(
            names = "--no-wait",
            order = 6,
            description = "return when the head is ready; it creates the workers in the background")
    private boolean noWait;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            order = 7,
            description = "longest wait, for example 90s, 10m or 1h (default: 10m)")
    private Duration timeout = UpRequest.Waiting.DEFAULT_TIMEOUT;

    @Option(
            names = "--end-other",
            order = 13,
            description = "end another 'up' of this cluster that still runs, and the step that it runs on the head")
    private boolean endOther;

    UpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configOnly(arguments, "up");
        UpRequest request = request(positional);
        Printer printer = new Printer(context, common);
        request.cluster().file().warnings().forEach(warning -> printer.note(warning.toString()));
        try {
            return planAndApply(endOther ? request.endingOther() : request, positional, printer);
        } catch (UpIsRunning running) {
            if (!canAsk()) {
                throw running;
            }
            new Failures(printer.err(), Failures.Detail.SHORT).report(running);
            return confirm("End it and continue?")
                    ? planAndApply(request.endingOther(), positional, printer)
                    : running.exitCode();
        }
    }

    private boolean canAsk() {
        return !yes && !common.json() && context.process().window().inIsTerminal();
    }

    private boolean confirm(String question) {
        return new Confirmation(context.process()).confirm(question);
    }

    private int planAndApply(UpRequest request, PositionalArguments positional, Printer printer) throws Exception {
        try (UpPlan plan = context.clusters().get().planUp(request)) {
            if (dryRun) {
                PlanCommand.print(plan.view(), printer);
                return ExitCodes.DONE;
            }
            showBeforeQuestion(plan.view(), printer);
            boolean asks = !yes && !plan.view().isEmpty();
            if (asks && !confirm("Apply this plan?")) {
                printer.note("nothing was changed");
                return ExitCodes.DONE;
            }
            return apply(plan, asks ? Approval.OF_THIS_PLAN : Approval.OF_ANY_PLAN, positional.hints(options), printer);
        }
    }

    private int apply(UpPlan plan, Approval approval, ClusterHints hints, Printer printer) throws Exception {
        Progress progress = Progress.of(context, common);
        try {
            UpReport report = progress.during(() -> plan.run(approval, progress));
            if (common.json()) {
                printer.json(ReportJson.of(report));
            } else {
                new UpText(printer.outPaint(), printer.columns(), hints)
                        .lines(report)
                        .forEach(printer::line);
            }
            return ExitCodes.exitCode(report);
        } catch (InterruptedException e) {
            printer.note("interrupted; to continue: " + hints.command("up"));
            return ExitCodes.INTERRUPTED;
        }
    }

    private UpRequest request(PositionalArguments positional) {
        return new UpRequest(
                new ClusterResolver(context).withFile(positional, options),
                up.limits(),
                up.restart(),
                new UpRequest.Waiting(
                        noWait ? UpRequest.Until.HEAD_READY : UpRequest.Until.WORKERS_READY, minReady, timeout),
                up.allowed(),
                OperatorName.name(context.process().environment()));
    }

    /** The plan belongs to the question, so it goes to stderr like the question; stdout gets the report. */
    private void showBeforeQuestion(UpPlanView plan, Printer printer) {
        if (common.json()) {
            printer.json(ReportJson.of(plan));
        } else {
            new PlanText(printer.errPaint(), printer.errColumns()).up(plan).forEach(printer.err()::println);
        }
    }
}
