package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.NodeNames;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.NodeKey;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster drain [CONFIG] NODE [options]",
        description = "The worker gets no new work, and is removed once its running work has ended.",
        footer = {
            "",
            "Examples:",
            "  cluster drain cpu-3                  # remove cpu-3 when it is idle",
            "  cluster drain vm7 --undo             # cancel while it is still draining",
            "",
            "Exit codes: 0 accepted, 1 the cluster does not exist or is not up; 2 no such node, or it is the head."
        })
final class DrainCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description =
                    "the cluster's config file (default: cluster.yaml), and the node by key, host name or address")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--undo", order = 1, description = "cancel the drain of a node that is still draining")
    private boolean undo;

    DrainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        if (positional.others().size() != 1) {
            String problem = positional.others().isEmpty()
                    ? "missing argument NODE"
                    : "'drain' takes one node, not " + positional.others().size();
            throw new UserError(problem, "example: cluster drain cpu-3");
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        try (Session session = context.clusters().get().open(cluster)) {
            NodeNames names = new NodeNames(session.control().addresses());
            NodeKey node = names.find(positional.others().getFirst()).machine().key();
            session.control().drain(node, undo);
            print(node, new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private void print(NodeKey node, Printer printer) {
        if (common.json()) {
            printer.json(Map.of("schema_version", 1, "node", node.value(), "draining", !undo));
        } else if (undo) {
            printer.line("drain of " + node + " cancelled");
        } else {
            printer.line(node + " is draining; it is removed once its running work has ended");
        }
    }
}
