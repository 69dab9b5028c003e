package dev.muster.cli.run;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import dev.muster.cli.progress.Progress;
import dev.muster.cli.text.ClusterHints;
import dev.muster.cli.text.DownText;
import dev.muster.cli.text.UpText;
import dev.muster.client.Approval;
import dev.muster.client.ClusterRef;
import dev.muster.client.DownPlan;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.UpPlan;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import java.util.Optional;

/** Runs {@code up -y} before a command and {@code down -y} after it, for {@code --start} and {@code --stop}. The reports go to stderr. */
public final class StartAndStop {
    private final CommandContext context;
    private final CommonOptions common;
    private final Printer printer;
    private final ClusterHints hints;

    public StartAndStop(CommandContext context, CommonOptions common, ClusterHints hints) {
        this.context = context;
        this.common = common;
        this.printer = new Printer(context, common);
        this.hints = hints;
    }

    /** Returns 0 if the cluster can be used, and the exit code of {@code up} otherwise. */
    public int start(ClusterRef.OfFile cluster) throws Exception {
        UpRequest request = new UpRequest(
                cluster,
                UpRequest.Limits.OF_FILE,
                UpRequest.Restart.AS_NEEDED,
                UpRequest.Waiting.FOR_ALL,
                UpRequest.Allowed.NOTHING,
                operator());
        try (UpPlan plan = context.clusters().get().planUp(request)) {
            if (plan.view().isEmpty()) {
                return ExitCodes.DONE;
            }
            Progress progress = Progress.of(context, common);
            UpReport report = progress.during(() -> plan.run(Approval.OF_ANY_PLAN, progress));
            new UpText(printer.errPaint(), printer.errColumns(), hints)
                    .lines(report)
                    .forEach(printer.err()::println);
            int code = ExitCodes.exitCode(report);
            return code == ExitCodes.SOME_FAILED ? ExitCodes.DONE : code;
        }
    }

    /** Returns the exit code of {@code down}. */
    public int stop(ClusterRef cluster) throws Exception {
        DownRequest request = new DownRequest(
                cluster, DownRequest.Scope.ALL, false, false, Optional.empty(), Optional.empty(), operator());
        try (DownPlan plan = context.clusters().get().planDown(request)) {
            Progress progress = Progress.of(context, common);
            DownReport report = progress.during(() -> plan.run(Approval.OF_ANY_PLAN, progress));
            new DownText(printer.errPaint(), printer.errColumns()).lines(report).forEach(printer.err()::println);
            return ExitCodes.exitCode(report);
        }
    }

    private String operator() {
        return OperatorName.name(context.process().environment());
    }
}
