package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.ReportJson;
import dev.muster.cli.text.DownText;
import dev.muster.cli.text.PlanText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
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
            "Stop the cluster: nodes are drained, stopped and cleaned, then every host is checked for what could be left.",
            "A host that cannot be reached is named. Down twice is no error."
        },
        footer = {
            "",
            "Examples:",
            "  cluster down                         show what will go, ask, do it",
            "  cluster down -y --force              do not ask, do not wait for running work",
            "  cluster down --workers-only          keep the head; workers come back with 'up' or 'request'",
            "",
            "Exit codes: 0 nothing is left, 1 --workers-only without a running head, 4 something is left,",
            "5 a host was not reachable: run it again."
        })
final class DownCommand implements Callable<Integer> {
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

    @ArgGroup
    private final ScopeOptions scope = new ScopeOptions();

    @Option(names = "--force", order = 4, description = "do not wait for running work")
    private boolean force;

    @Option(
            names = "--keep-cache",
            order = 5,
            description = "leave the program's files on the hosts: the next up is faster")
    private boolean keepCache;

    @Option(
            names = "--save-logs",
            paramLabel = "DIR",
            order = 6,
            description = "copy all nodes' logs into this folder first")
    private @Nullable Path saveLogs;

    @Option(
            names = "--from",
            paramLabel = "HOST",
            order = 7,
            description = "clean up after a head that was on this host, which the file does not name any more")
    private @Nullable String from;

    /** One of them at most. */
    private static final class ScopeOptions {
        @Option(
                names = "--workers-only",
                order = 2,
                description = "only the workers; the head stays, and launches none until the next up or request")
        private boolean workers;

        @Option(names = "--keep-min-workers", order = 3, description = "only workers above each type's minimum")
        private boolean aboveMinimum;
    }

    DownCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        DownRequest request = request();
        Printer printer = new Printer(context, common);
        Clusters clusters = context.clusters().get();
        DownPlanView plan = clusters.plan(request);
        show(plan, printer);
        if (!yes && !plan.isEmpty() && !new Confirmation(context.surroundings()).confirm("Take it down?")) {
            printer.note("nothing was done");
            return ExitCodes.INTERRUPTED;
        }
        Progress progress = Progress.of(context, common);
        try {
            DownReport report = progress.during(() -> clusters.down(request, progress));
            if (common.json()) {
                printer.json(ReportJson.of(report));
            } else if (plan.isUp() || !report.isClean()) {
                new DownText(printer.outPaint(), printer.columns())
                        .lines(report)
                        .forEach(printer::line);
            }
            return ExitCodes.exitCode(report);
        } catch (InterruptedException e) {
            printer.note("interrupted; running the same command again goes on where it stopped");
            return ExitCodes.INTERRUPTED;
        }
    }

    private DownRequest request() {
        ClusterRef cluster = new ClusterResolver(context)
                .cluster(PositionalWords.anywhere(words).alone("down"), which);
        Path folder = context.surroundings().folder();
        return new DownRequest(
                cluster,
                scope(),
                force,
                keepCache,
                Optional.ofNullable(saveLogs).map(folder::resolve),
                Optional.ofNullable(from),
                OperatorName.name(context.surroundings().environment()));
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
