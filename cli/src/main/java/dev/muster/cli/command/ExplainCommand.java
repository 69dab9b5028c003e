package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.ExplainJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.NodeNames;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.ExplainText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.NodeKey;
import dev.muster.core.control.Control;
import dev.muster.core.control.Explanation;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster explain [CONFIG] [NODE] [options]",
        description = {
            "Without NODE: what the autoscaler is doing or waiting for, and why demand is unmet: which node type is"
                    + " short of which resource, and which limit applies.",
            "With NODE: why the node was launched, is kept or is removed, with times and decision numbers. The node may"
                    + " be gone already."
        },
        footer = {
            "",
            "Examples:",
            "  cluster explain                      # why is demand unmet",
            "  cluster explain cpu-3                # why was this node launched or removed",
            "  cluster explain vm7 --output json    # a node by its host, as JSON",
            "",
            "Exit codes: 0 success, 1 the cluster does not exist or is not up; 2 there never was such a node."
        })
final class ExplainCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), and a node by key, host name or address;"
                    + " it may be gone")
    private List<String> arguments = new ArrayList<>();

    ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        if (positional.others().size() > 1) {
            throw new UserError(
                    "'explain' takes one node, not " + positional.others().size(), "example: cluster explain cpu-3");
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        try (Session session = context.clusters().get().open(cluster)) {
            print(session.control().explain(node(positional, session.control())), new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private static Optional<NodeKey> node(PositionalArguments positional, Control control) {
        return positional.others().stream()
                .findFirst()
                .map(name -> new NodeNames(control.addresses()).findKey(name, control));
    }

    private void print(List<Explanation> explanations, Printer printer) {
        if (common.json()) {
            printer.json(ExplainJson.of(explanations));
        } else {
            ExplainText text = new ExplainText(
                    printer.outPaint(),
                    context.process().time().wallClock(),
                    context.process().zone());
            text.lines(explanations).forEach(printer::line);
        }
    }
}
