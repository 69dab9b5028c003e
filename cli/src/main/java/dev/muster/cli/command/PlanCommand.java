package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.OperatorName;
import dev.muster.cli.json.ReportJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.option.UpOptions;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.PlanText;
import dev.muster.client.ClusterRef;
import dev.muster.client.UpPlan;
import dev.muster.client.UpPlanView;
import dev.muster.client.UpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "plan",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster plan [CONFIG] [options]",
        description = "Read the config file, look at what is running, and print what 'up' with the same options"
                + " would do. The same as 'cluster up --dry-run'.",
        footer = {
            "",
            "Examples:",
            "  cluster plan cluster.yaml            # what 'up' would create or change",
            "  cluster plan --max-workers 4         # the same, with another limit",
            "  cluster plan --output json | jq '.nodes[] | select(.action == \"remove\")'",
            "",
            "Exit codes: 0 success, 2 config error, 3 provider error, 4 remote host failed."
        })
final class PlanCommand implements Callable<Integer> {
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

    PlanCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ClusterRef.OfFile cluster =
                new ClusterResolver(context).withFile(PositionalArguments.configOnly(arguments, "plan"), options);
        UpRequest request = new UpRequest(
                cluster,
                up.limits(),
                up.restart(),
                UpRequest.Waiting.FOR_ALL,
                up.allowed(),
                OperatorName.name(context.process().environment()));
        Printer printer = new Printer(context, common);
        cluster.file().warnings().forEach(warning -> printer.note(warning.toString()));
        try (UpPlan plan = context.clusters().get().planUp(request)) {
            print(plan.view(), printer);
        }
        return ExitCodes.DONE;
    }

    /** Prints the plan as the command's answer, on stdout. */
    static void print(UpPlanView plan, Printer printer) {
        if (printer.isJson()) {
            printer.json(ReportJson.of(plan));
        } else {
            new PlanText(printer.outPaint(), printer.columns()).up(plan).forEach(printer::line);
        }
    }
}
