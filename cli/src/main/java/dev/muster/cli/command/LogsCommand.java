package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.NodeKey;
import dev.muster.core.control.LogQuery;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster logs [CONFIG] [NODE] [options]",
        description =
                "Show the autoscaler's log, or a node's: its set-up step by step, then its daemon's. Nodes that are gone have theirs too.",
        footer = {
            "",
            "Examples:",
            "  cluster logs -f                      the autoscaler's, as it grows",
            "  cluster logs cpu-3 --step setup      why the set-up of cpu-3 failed",
            "",
            "Exit codes: 0 done, 1 no such cluster, 2 no such node or step, 130 ended by Ctrl-C, 141 standard output was closed."
        })
final class LogsCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LogsClusterOptions which = new LogsClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), and the node by key, host name or address")
    private List<String> words = new ArrayList<>();

    @Option(names = "--step", paramLabel = "NAME", order = 1, description = "only this step of the node's set-up")
    private @Nullable String step;

    @Option(
            names = {"-f", "--follow"},
            order = 2,
            description = "go on as it grows, until Ctrl-C")
    private boolean follow;

    @Option(
            names = "--lines",
            paramLabel = "N",
            order = 3,
            description = "only the last N lines (default: all; 20 with -f)")
    private @Nullable Integer lines;

    LogsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.anywhere(words);
        if (plain.rest().size() > 1) {
            throw new UserError("'logs' takes one node, not " + plain.rest().size());
        }
        if (common.json()) {
            throw new UserError("a log is text: 'logs' has no JSON", "'cluster monitor --output json' has the events");
        }
        if (step != null && plain.rest().isEmpty()) {
            throw new UserError("--step goes with a node", "as in: cluster logs cpu-3 --step setup");
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(plain, which);
        try (Session session = context.clusters().get().open(cluster)) {
            Printer printer = new Printer(context, common);
            session.control().logs(query(session, plain.rest()), bytes -> {
                printer.out().write(bytes, 0, bytes.length);
                printer.requireReader();
            });
        } catch (InterruptedException e) {
            // How a person ends it: nothing to say.
            return ExitCodes.INTERRUPTED;
        }
        return ExitCodes.DONE;
    }

    private LogQuery query(Session session, List<String> node) throws InterruptedException {
        Integer wanted = lines;
        int last = wanted == null ? (follow ? 20 : 0) : OptionBounds.atLeastOne("--lines", wanted);
        Optional<NodeKey> key = node.isEmpty() ? Optional.empty() : Optional.of(key(session, node.getFirst()));
        return new LogQuery(key, Optional.ofNullable(step), last, follow);
    }

    private static NodeKey key(Session session, String name) throws InterruptedException {
        return new NodeNames(session.control().addresses()).findKey(name);
    }
}
