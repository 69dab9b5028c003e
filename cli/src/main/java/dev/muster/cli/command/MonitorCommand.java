package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.EventJson;
import dev.muster.cli.text.EventText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
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
        name = "monitor",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster monitor [CONFIG] [options]",
        description =
                "Show what happens and why, one line per event and decision: the last ones, then live until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  cluster monitor",
            "  cluster monitor --lines 1000 --no-follow | grep refusal",
            "",
            "Exit codes: 1 no such cluster, or its head ended; 130 ended by Ctrl-C, 141 standard output was closed."
        })
final class MonitorCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--lines",
            paramLabel = "N",
            order = 1,
            description = "how many past events to begin with (default: 100)")
    private int past = 100;

    @Option(names = "--no-follow", order = 2, description = "only the past ones")
    private boolean noFollow;

    MonitorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        OptionBounds.atLeastZero("--lines", past);
        ClusterRef cluster = new ClusterResolver(context)
                .cluster(PositionalWords.anywhere(words).alone("monitor"), which);
        try (Session session = context.clusters().get().open(cluster)) {
            watch(session.control());
        } catch (InterruptedException e) {
            // How a person ends it: nothing to say.
            return ExitCodes.INTERRUPTED;
        }
        return ExitCodes.DONE;
    }

    private void watch(Control control) throws InterruptedException {
        Printer printer = new Printer(context, common);
        EventText text = new EventText(context.surroundings().zone(), printer.outPaint());
        List<Event> events = control.journal(new JournalQuery(Set.of(), Optional.empty(), Math.max(1, past)));
        if (past > 0) {
            events.forEach(event -> show(event, text, printer));
        }
        if (!noFollow) {
            long last = events.isEmpty() ? 0 : events.getLast().sequence();
            control.watch(last, event -> {
                show(event, text, printer);
                return true;
            });
        }
    }

    private void show(Event event, EventText text, Printer printer) {
        if (common.json()) {
            printer.json(EventJson.of(event));
        } else {
            printer.line(text.withTime(event));
        }
        printer.requireReader();
    }
}
