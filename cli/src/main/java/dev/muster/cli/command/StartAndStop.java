package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.text.DownText;
import dev.muster.cli.text.UpText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.DownReport;
import dev.muster.client.DownRequest;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpReport;
import dev.muster.client.UpRequest;
import java.util.Optional;

/** {@code --start} and {@code --stop}: 'up -y' before a command and 'down -y' after it, told on stderr. */
final class StartAndStop {
    private final CommandContext context;
    private final CommonOptions common;
    private final Printer printer;

    StartAndStop(CommandContext context, CommonOptions common) {
        this.context = context;
        this.common = common;
        this.printer = new Printer(context, common);
    }

    /** @return 0 where the cluster can be used */
    int start(ClusterRef.OfFile cluster) throws Exception {
        UpRequest request = new UpRequest(
                cluster,
                UpRequest.Limits.OF_FILE,
                UpRequest.Restart.AS_NEEDED,
                UpRequest.Waiting.FOR_ALL,
                UpRequest.Allowed.NOTHING,
                person());
        Clusters clusters = context.clusters().get();
        UpPlanView plan = clusters.plan(request);
        if (plan.isEmpty()) {
            return ExitCodes.DONE;
        }
        Progress progress = Progress.of(context, common);
        UpReport report = progress.during(() -> clusters.up(request, plan, progress));
        new UpText(printer.errPaint(), printer.errColumns()).lines(report).forEach(printer.err()::println);
        int code = ExitCodes.exitCode(report);
        return code == ExitCodes.SOME_FAILED ? ExitCodes.DONE : code;
    }

    /** @return the exit code of 'down' */
    int stop(ClusterRef cluster) throws Exception {
        DownRequest request = new DownRequest(
                cluster, DownRequest.Scope.ALL, false, false, Optional.empty(), Optional.empty(), person());
        Progress progress = Progress.of(context, common);
        DownReport report = progress.during(() -> context.clusters().get().down(request, progress));
        new DownText(printer.errPaint(), printer.errColumns()).lines(report).forEach(printer.err()::println);
        return ExitCodes.exitCode(report);
    }

    private String person() {
        return OperatorName.name(context.surroundings().environment());
    }
}
