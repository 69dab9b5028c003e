package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.CheckJson;
import dev.muster.cli.text.CheckText;
import dev.muster.client.CheckReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "check",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster check [CONFIG] [options]",
        description = {
            "Look at every host of the file, side by side, and change nothing on any of them: what would keep it from being a node,",
            "what will bite later, and what differs between hosts that should be equal; each with the command that mends it.",
            "Before 'up' and while the cluster runs; docs/check.md explains every finding."
        },
        footer = {
            "",
            "Examples:",
            "  cluster check cluster.yaml           problems, warnings and notes",
            "  cluster check -v                     what is as it should be, too",
            "  cluster check --output json | jq '.findings[] | select(.severity == \"problem\")'",
            "",
            "Exit codes: 0 nothing keeps a host from being a node (notes and warnings are allowed), 2 config,",
            "4 no cluster would come up: the head's host or every worker has a problem, 5 some worker has one."
        })
final class CheckCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ClusterArgument asked = new ClusterArgument();

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        CheckReport report = context.clusters().get().check(asked.cluster(context, Verb.CHECK));
        CommonOptions common = asked.common();
        Printer printer = new Printer(context, common);
        if (common.json()) {
            printer.json(CheckJson.of(report));
        } else {
            CheckText.Depth depth = common.isVerbose() ? CheckText.Depth.ALL : CheckText.Depth.FINDINGS;
            new CheckText(printer.outPaint(), printer.columns(), depth)
                    .lines(report)
                    .forEach(printer::line);
        }
        return ExitCodes.exitCode(report);
    }
}
