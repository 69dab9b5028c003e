package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
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
        description = "Give a worker no new work, and remove it once what runs there has ended.",
        footer = {
            "",
            "Examples:",
            "  cluster drain cpu-3",
            "  cluster drain vm7 --undo             take it back, while it still drains",
            "",
            "Exit codes: 0 accepted, 1 no such cluster, 2 no such node, or the head."
        })
final class DrainCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), and the node by key, host name or address")
    private List<String> words = new ArrayList<>();

    @Option(names = "--undo", order = 1, description = "take a draining node back")
    private boolean undo;

    DrainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.anywhere(words);
        if (plain.rest().size() != 1) {
            throw new UserError("which node? 'drain' takes one", "as in: cluster drain cpu-3");
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(plain, which);
        try (Session session = context.clusters().get().open(cluster)) {
            NodeNames names = new NodeNames(session.control().addresses());
            NodeKey node = names.find(plain.rest().getFirst()).machine().key();
            session.control().drain(node, undo);
            show(node, new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private void show(NodeKey node, Printer printer) {
        if (common.json()) {
            printer.json(Map.of("schema_version", 1, "node", node.value(), "draining", !undo));
        } else if (undo) {
            printer.line(node + " gets work again");
        } else {
            printer.line(node + " gets no new work, and is removed once what runs there has ended");
        }
    }
}
