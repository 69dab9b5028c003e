package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.StatusJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.OptionBounds;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.ClusterHints;
import dev.muster.cli.text.StatusText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import dev.muster.core.status.StatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster status [CONFIG] [options]",
        description = "Print the nodes with their free and used resources, the limits of each node type, unmet demand"
                + " and the last decisions of the autoscaler.",
        footer = {
            "",
            "Examples:",
            "  cluster status                       # the cluster of cluster.yaml",
            "  cluster status -n lab                # a known cluster, from any folder",
            "  cluster status --output json | jq -r '.nodes[] | .name + \" \" + .state'",
            "",
            "Exit codes: 0 success, 1 the cluster does not exist or is not up."
        })
final class StatusCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CONFIG",
            description = "the cluster's config file (default: cluster.yaml)")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--decisions",
            paramLabel = "N",
            order = 1,
            description = "how many of the last decisions to show (default: 5)")
    private int decisions = 5;

    StatusCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        OptionBounds.atLeastZero("--decisions", decisions);
        PositionalArguments positional = PositionalArguments.configOnly(arguments, "status");
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        try (Session session = context.clusters().get().open(cluster)) {
            Printer printer = new Printer(context, common);
            StatusView view = session.control().status();
            if (common.json()) {
                printer.json(StatusJson.of(view));
            } else {
                text(printer, positional.hints(options))
                        .lines(view, decisions(session.control()))
                        .forEach(printer::line);
            }
        }
        return ExitCodes.DONE;
    }

    private StatusText text(Printer printer, ClusterHints hints) {
        return new StatusText(
                printer.outPaint(),
                printer.columns(),
                context.process().time().wallClock(),
                context.process().zone(),
                hints);
    }

    private List<Event> decisions(Control control) {
        Set<Event.Kind> kinds = Set.of(Event.Kind.DECISION, Event.Kind.REFUSAL);
        return decisions == 0 ? List.of() : control.journal(new JournalQuery(kinds, Optional.empty(), decisions));
    }
}
