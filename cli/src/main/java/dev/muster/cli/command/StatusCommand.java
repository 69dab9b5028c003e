package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.StatusJson;
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
        description =
                "Show the cluster's nodes with what is free and in use, the limits, demand that is not met, and the last decisions.",
        footer = {
            "",
            "Examples:",
            "  cluster status",
            "  cluster status -n lab                a known cluster, from any folder",
            "  cluster status --output json | jq '.nodes[] | select(.state != \"ready\") | .name'",
            "",
            "Exit codes: 0 it answered, 1 no such cluster or it is not up."
        })
final class StatusCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

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
        ClusterRef cluster = new ClusterResolver(context)
                .cluster(PositionalWords.anywhere(words).alone("status"), which);
        try (Session session = context.clusters().get().open(cluster)) {
            Printer printer = new Printer(context, common);
            StatusView view = session.control().status();
            if (common.json()) {
                printer.json(StatusJson.of(view));
            } else {
                text(printer).lines(view, decisions(session.control())).forEach(printer::line);
            }
        }
        return ExitCodes.DONE;
    }

    private StatusText text(Printer printer) {
        return new StatusText(
                printer.outPaint(),
                printer.columns(),
                context.surroundings().time().wallClock(),
                context.surroundings().zone());
    }

    private List<Event> decisions(Control control) {
        Set<Event.Kind> kinds = Set.of(Event.Kind.DECISION, Event.Kind.REFUSAL);
        return decisions == 0 ? List.of() : control.journal(new JournalQuery(kinds, Optional.empty(), decisions));
    }
}
