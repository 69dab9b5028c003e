package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.LogsClusterOptions;
import dev.muster.cli.option.NodeNames;
import dev.muster.cli.option.OptionBounds;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.run.LogOutput;
import dev.muster.client.ClusterRef;
import dev.muster.client.EngineLogs;
import dev.muster.client.Session;
import dev.muster.core.NodeKey;
import dev.muster.core.control.LogQuery;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
                "Without NODE: the log of the autoscaler. With NODE: the log of its set-up, step by step, then the"
                        + " log of its daemon. The logs of nodes that are gone are kept while the cluster is up."
                        + " With --engine: the newest logs of the engine on the node (default: the head).",
        footer = {
            "",
            "Examples:",
            "  cluster logs -f                      # follow the autoscaler's log",
            "  cluster logs cpu-3 --step setup      # why did the set-up of cpu-3 fail",
            "  cluster logs cpu-3 --lines 50        # the end of each log of cpu-3",
            "  cluster logs cpu-3 --engine -f       # follow the logs of the engine on cpu-3",
            "",
            "Exit codes: 0 success, 1 no such cluster, 2 no such node or step, 130 stopped by Ctrl-C,"
                    + " 141 standard output was closed."
        })
final class LogsCommand implements Callable<Integer> {
    private static final int FOLLOWED_LINES = 20;

    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final LogsClusterOptions options = new LogsClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), and a node by key, host name or address")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--step",
            paramLabel = "NAME",
            order = 1,
            description = "only this step of the node's bootstrap, such as setup or environment")
    private @Nullable String step;

    @Option(names = "--engine", order = 2, description = "the logs of the engine on the node, read on the node itself")
    private boolean engine;

    @Option(
            names = {"-f", "--follow"},
            order = 3,
            description = "print new lines as they are written, until Ctrl-C")
    private boolean follow;

    @Option(
            names = "--lines",
            paramLabel = "N",
            order = 4,
            description = "print the last N lines of each log (default: all, or 20 with -f or --engine)")
    private @Nullable Integer lines;

    LogsCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        requireValid(positional.others());
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        try (Session session = context.clusters().get().open(cluster)) {
            Printer printer = new Printer(context, common);
            LogOutput out = new LogOutput(printer, context.process().window().outIsTerminal(), follow);
            printer.whileRead(() -> {
                print(session, positional.others(), out);
                out.end();
                return ExitCodes.DONE;
            });
        } catch (InterruptedException e) {
            // Ctrl-C is the normal way to stop following, so it needs no message.
            return ExitCodes.INTERRUPTED;
        }
        return ExitCodes.DONE;
    }

    private void print(Session session, List<String> nodes, Consumer<byte[]> out) throws InterruptedException {
        if (engine) {
            EngineLogs.read(session, engineNode(session, nodes), lastLines(), follow, out);
        } else {
            session.control().logs(query(session, nodes), out);
        }
    }

    private void requireValid(List<String> nodes) {
        if (nodes.size() > 1) {
            throw new UserError("'logs' takes one node, not " + nodes.size(), "example: cluster logs cpu-3");
        }
        if (common.json()) {
            throw new UserError("'logs' has no JSON output", "for events as JSON: cluster monitor --output json");
        }
        if (step != null && engine) {
            throw new UserError("--step and --engine are different logs", "give one of them");
        }
        if (step != null && nodes.isEmpty()) {
            throw new UserError("--step needs a node", "example: cluster logs cpu-3 --step setup");
        }
    }

    private LogQuery query(Session session, List<String> node) throws InterruptedException {
        Optional<NodeKey> key = node.isEmpty() ? Optional.empty() : Optional.of(key(session, node.getFirst()));
        return new LogQuery(key, Optional.ofNullable(step), lastLines(), follow);
    }

    private int lastLines() {
        Integer wanted = lines;
        return wanted == null ? (follow || engine ? FOLLOWED_LINES : 0) : OptionBounds.atLeastOne("--lines", wanted);
    }

    private static NodeAddress engineNode(Session session, List<String> node) {
        return node.isEmpty() ? session.head() : new NodeNames(session.addresses()).find(node.getFirst());
    }

    private static NodeKey key(Session session, String name) throws InterruptedException {
        return new NodeNames(session.control().addresses()).findKey(name, session.control());
    }
}
