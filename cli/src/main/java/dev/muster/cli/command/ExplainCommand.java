package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.ExplainJson;
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
            "Say why: what the cluster is up to or why nothing is happening, and why demand is not met: which resource"
                    + " is short on which type, which limit.",
            "With NODE: why it came, stays or goes, with times and the numbers of decisions; also of a node long gone."
        },
        footer = {
            "",
            "Examples:",
            "  cluster explain                      why is demand not met, why is nothing happening",
            "  cluster explain cpu-3                why did it come, stay, go",
            "  cluster explain vm7 --output json    a node by its host, for programs",
            "",
            "Exit codes: 0 it answered, 1 no such cluster or it is not up, 2 no such node, now or ever."
        })
final class ExplainCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description =
                    "the cluster's file (default: cluster.yaml), and a node by key, host name or address; one that is gone by its key")
    private List<String> words = new ArrayList<>();

    ExplainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.anywhere(words);
        if (plain.rest().size() > 1) {
            throw new UserError("'explain' takes one node", "as in: cluster explain cpu-3");
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(plain, which);
        try (Session session = context.clusters().get().open(cluster)) {
            show(session.control().explain(node(plain, session.control())), new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private static Optional<NodeKey> node(PositionalWords plain, Control control) {
        return plain.rest().stream().findFirst().map(name -> new NodeNames(control.addresses()).findKey(name));
    }

    private void show(List<Explanation> explanations, Printer printer) {
        if (common.json()) {
            printer.json(ExplainJson.of(explanations));
        } else {
            ExplainText text = new ExplainText(
                    printer.outPaint(),
                    context.surroundings().time().wallClock(),
                    context.surroundings().zone());
            text.lines(explanations).forEach(printer::line);
        }
    }
}
