package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.EventJson;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.OptionBounds;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.EventText;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.control.Control;
import dev.muster.core.control.JournalQuery;
import dev.muster.core.event.Event;
import dev.muster.core.failure.UserError;
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
        description = "Print one line per event and decision: first the last ones, then new ones until Ctrl-C.",
        footer = {
            "",
            "Examples:",
            "  cluster monitor                      # the last 100, then follow",
            "  cluster monitor --lines 1000 --no-follow | grep refusal",
            "  cluster monitor --output json        # one JSON object per line",
            "",
            "Exit codes: 0 success with --no-follow, 1 no such cluster, or the head stopped; 130 stopped by"
                    + " Ctrl-C, 141 standard output was closed."
        })
final class MonitorCommand implements Callable<Integer> {
    private static final int MAX_PAST_EVENTS = 10_000;

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
            names = "--lines",
            paramLabel = "N",
            order = 1,
            description = "how many past events to show first (default: 100, at most 10000)")
    private int pastEvents = 100;

    @Option(names = "--no-follow", order = 2, description = "show only past events")
    private boolean noFollow;

    MonitorCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        OptionBounds.atLeastZero("--lines", pastEvents);
        if (pastEvents > MAX_PAST_EVENTS) {
            throw new UserError("--lines must be at most " + MAX_PAST_EVENTS + ": " + pastEvents);
        }
        ClusterRef cluster =
                new ClusterResolver(context).cluster(PositionalArguments.configOnly(arguments, "monitor"), options);
        try (Session session = context.clusters().get().open(cluster)) {
            watch(session.control());
        } catch (InterruptedException e) {
            // Ctrl-C is the normal way to stop this command, so it needs no message.
            return ExitCodes.INTERRUPTED;
        }
        return ExitCodes.DONE;
    }

    private void watch(Control control) throws InterruptedException {
        Printer printer = new Printer(context, common);
        EventText text = new EventText(context.process().zone(), printer.outPaint());
        List<Event> events = control.journal(new JournalQuery(Set.of(), Optional.empty(), Math.max(1, pastEvents)));
        if (pastEvents > 0) {
            events.forEach(event -> print(event, text, printer));
        }
        if (!noFollow) {
            long last = events.isEmpty() ? 0 : events.getLast().sequence();
            printer.whileRead(() -> {
                control.watch(last, event -> {
                    print(event, text, printer);
                    return true;
                });
                return ExitCodes.DONE;
            });
        }
    }

    private void print(Event event, EventText text, Printer printer) {
        if (common.json()) {
            printer.json(EventJson.of(event));
        } else {
            printer.line(text.withTime(event));
        }
        printer.requireReader();
    }
}
