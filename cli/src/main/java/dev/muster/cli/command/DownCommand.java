package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.Confirmation;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.ReportJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.progress.Progress;
import dev.muster.cli.text.ClusterHints;
import dev.muster.cli.text.DownText;
import dev.muster.cli.text.PlanText;
import dev.muster.client.Approval;
import dev.muster.client.ClusterRef;
import dev.muster.client.DownPlan;
import dev.muster.client.DownPlanView;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "down",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster down [CONFIG] [options]",
        description = {
            "Nodes are drained, stopped and cleaned, then every host is checked for leftovers. Hosts that cannot be"
                    + " reached are named.",
            "Running it again is safe: it continues after an interruption, and does nothing if the cluster is down."
        },
        footer = {
            "",
            "Examples:",
            "  cluster down                         # show what will be stopped, ask, stop it",
            "  cluster down -y --force              # do not ask or wait for running work",
            "  cluster down --workers-only          # keep the head only",
            "",
            "Exit codes: 0 nothing is left, or you answered no; 1 --workers-only without a running head; 4 something is left on a host, 5 a host was unreachable: run"
                    + " it again; 130 interrupted."
        })
final class DownCommand implements Callable<Integer> {
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

    @Option(
            names = {"-y", "--yes"},
            order = 1,
            description = "do not ask for confirmation")
    private boolean yes;

    @ArgGroup
    private final ScopeOptions scope = new ScopeOptions();

    @Option(names = "--force", order = 4, description = "do not wait for running work")
    private boolean force;

    @Option(
            names = "--keep-cache",
            order = 5,
            description = "keep Muster's program files on the hosts, so that the next 'up' is faster")
    private boolean keepCache;

    @Option(
            names = "--save-logs",
            paramLabel = "DIR",
            order = 6,
            description = "first copy the logs of all nodes to this folder")
    private @Nullable Path saveLogs;

    @Option(
            names = "--from",
            paramLabel = "HOST",
            order = 7,
            description = "clean up after a head that was on this host, if the file no longer names it")
    private @Nullable String from;

    /** At most one of the two may be given. */
    private static final class ScopeOptions {
        @Option(
                names = "--workers-only",
                order = 2,
                description = "stop only the workers; the head launches none until the next up or request")
        private boolean workers;

        @Option(
                names = "--keep-min-workers",
                order = 3,
                description = "stop only the workers above each type's minimum")
        private boolean aboveMinimum;
    }

    DownCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configOnly(arguments, "down");
        DownRequest request = request(positional);
        Printer printer = new Printer(context, common);
        try (DownPlan plan = context.clusters().get().planDown(request)) {
            show(plan.view(), printer);
            boolean asks = !yes && !plan.view().isEmpty();
            if (asks && !new Confirmation(context.process()).confirm("Stop it?")) {
                printer.note("nothing was changed");
                return ExitCodes.DONE;
            }
            return stop(plan, asks ? Approval.OF_THIS_PLAN : Approval.OF_ANY_PLAN, positional.hints(options), printer);
        }
    }

    private int stop(DownPlan plan, Approval approval, ClusterHints hints, Printer printer) throws Exception {
        Progress progress = Progress.of(context, common);
        try {
            DownReport report = progress.during(() -> plan.run(approval, progress));
            if (common.json()) {
                printer.json(ReportJson.of(report));
            } else if (plan.view().isUp() || !report.isClean()) {
                new DownText(printer.outPaint(), printer.columns())
                        .lines(report)
                        .forEach(printer::line);
            }
            return ExitCodes.exitCode(report);
        } catch (InterruptedException e) {
            printer.note("interrupted; to continue: " + hints.command("down"));
            return ExitCodes.INTERRUPTED;
        }
    }

    private DownRequest request(PositionalArguments positional) {
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        Path folder = context.process().folder();
        return new DownRequest(
                cluster,
                scope(),
                force,
                keepCache,
                Optional.ofNullable(saveLogs).map(folder::resolve),
                Optional.ofNullable(from),
                OperatorName.name(context.process().environment()));
    }

    private DownRequest.Scope scope() {
        if (scope.workers) {
            return DownRequest.Scope.WORKERS_ONLY;
        }
        return scope.aboveMinimum ? DownRequest.Scope.ABOVE_MINIMUM : DownRequest.Scope.ALL;
    }

    private void show(DownPlanView plan, Printer printer) {
        if (common.json()) {
            printer.json(ReportJson.of(plan));
        } else {
            new PlanText(printer.errPaint(), printer.errColumns()).down(plan).forEach(printer.err()::println);
        }
    }
}
