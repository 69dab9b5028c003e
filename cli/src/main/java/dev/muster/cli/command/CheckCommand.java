package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.CheckJson;
import dev.muster.cli.option.ClusterArgument;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
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
            "Look at all hosts of the config file at once, and change nothing on them. Report what would keep a host"
                    + " from becoming a node, what will cause trouble later, and what differs between hosts that should"
                    + " be equal, each with the command that fixes it.",
            "It can also run while the cluster is up. docs/check.md explains every finding."
        },
        footer = {
            "",
            "Examples:",
            "  cluster check cluster.yaml           # problems, warnings and notes",
            "  cluster check -v                     # also list the checks that passed",
            "  cluster check --output json | jq '.findings[] | .severity, .text'",
            "",
            "Exit codes: 0 all hosts are fine (notes and warnings are allowed), 2 config error, 4 no cluster would come"
                    + " up: the head's host or every worker has a problem, 5 some workers have a problem."
        })
final class CheckCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ClusterArgument argument = new ClusterArgument();

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        CheckReport report = context.clusters().get().check(argument.validCluster(context, "check"));
        CommonOptions common = argument.common();
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
