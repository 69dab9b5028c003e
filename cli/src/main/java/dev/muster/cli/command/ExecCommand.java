package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ChosenNodes;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.NodeOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.run.CommandWords;
import dev.muster.cli.run.ExecView;
import dev.muster.cli.run.FoldedExecView;
import dev.muster.cli.run.JsonExecView;
import dev.muster.cli.run.NodesRun;
import dev.muster.cli.run.PassedExitCode;
import dev.muster.cli.run.PlainExecView;
import dev.muster.cli.run.PrefixedExecView;
import dev.muster.cli.run.StartAndStop;
import dev.muster.cli.run.WorkOptions;
import dev.muster.cli.text.ClusterHints;
import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "exec",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = {
            "cluster exec [CONFIG] [options] -- COMMAND [ARGUMENTS]",
            "      cluster exec [CONFIG] [options] 'SHELL TEXT'"
        },
        description = {
            "The command runs in the cluster's environment, on all chosen nodes at once.",
            "Arguments after -- are passed to the command unchanged. A single argument is shell text, as for 'ray exec'.",
            "Ctrl-C sends SIGINT to the command's process group on each node, SIGTERM after 10 s, SIGKILL after 10 s more."
                    + " A second Ctrl-C sends SIGKILL at once. SIGTERM or SIGHUP to this process, a closed standard output"
                    + " (| head) and a lost connection begin with SIGTERM."
        },
        footer = {
            "",
            "Examples:",
            "  cluster exec -- python train.py --epochs 3       # on the head",
            "  cluster exec --all --fold -- nvidia-smi -L       # equal outputs once",
            "  cluster exec --node cpu-3 'cd /data && du -sh *' # shell text, on one node",
            "  cluster exec --start --stop -- python train.py   # up, run, down",
            "  cluster exec --tmux -- python train.py           # in the background",
            "",
            "Exit codes: that of the command (the highest, if it ran on several nodes); 1 the cluster does not exist or is not up; 2 usage error;"
                    + " 255 a node is unreachable, or the connection was lost; 130 after Ctrl-C, 143 after SIGTERM, 129"
                    + " after SIGHUP, 141 when standard output was closed."
        })
final class ExecCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Mixin
    private final NodeOptions nodes = new NodeOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), then the command")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--fold",
            order = 5,
            description = "collect the output, and print equal output once, under the names of its nodes")
    private boolean fold;

    @Mixin
    private final WorkOptions how = new WorkOptions();

    @Option(names = "--stdin", order = 6, description = "pass on standard input (one node only)")
    private boolean stdin;

    ExecCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments plain = PositionalArguments.configFirst(words);
        String text = CommandWords.shellText(
                plain.others(), context.argumentsAfterDashes().orElse(List.of()), "cluster exec -- hostname");
        how.session().multiplexer().ifPresent(this::requireNobodyWaits);
        ClusterRef cluster = how.cluster(new ClusterResolver(context), plain, which);
        return how.around(
                cluster,
                new StartAndStop(context, common, plain.hints(which)),
                there -> PassedExitCode.of(context, common, () -> in(there, text, plain.hints(which))));
    }

    private void requireNobodyWaits(Multiplexer tool) {
        String option = "--" + tool.wireName();
        if (stdin || fold || how.session().forwards() || common.json()) {
            throw new UserError(
                    option + " returns at once, so it cannot be combined with --stdin, --fold, -p or --output json",
                    "to forward a port later: cluster attach " + option + " -p PORT");
        }
        if (how.stop() && nodes.isAny()) {
            throw new UserError(
                    option + " with --stop runs on the head only", "remove --all, --workers, --node and --type");
        }
    }

    private int in(ClusterRef cluster, String text, ClusterHints hints) throws Exception {
        try (Session session = open(cluster)) {
            ChosenNodes choice = nodes.choose(session);
            Printer printer = new Printer(context, common);
            choice.notUp().forEach(node -> printer.note(notUp(node)));
            Multiplexer tool = how.session().multiplexer().orElse(null);
            return tool == null
                    ? run(session, choice.nodes(), text, printer)
                    : how.begin(session, choice.nodes(), text, tool, printer, hints);
        }
    }

    private Session open(ClusterRef cluster) throws InterruptedException {
        Clusters clusters = context.clusters().get();
        return nodes.isGroup() ? clusters.openForManyNodes(cluster) : clusters.open(cluster);
    }

    private int run(Session session, List<NodeAddress> chosen, String text, Printer printer) throws Exception {
        if (stdin && chosen.size() > 1) {
            throw new UserError(
                    "--stdin works with one node, but " + chosen.size() + " are chosen", "choose one with --node NODE");
        }
        if (how.session().forwards() && chosen.size() > 1) {
            throw new UserError(
                    "-p works with one node, but " + chosen.size() + " are chosen", "choose one with --node NODE");
        }
        if (how.session().forwards()) {
            how.session().forward(session.host(chosen.getFirst()), printer);
        }
        noteUnusedInput(printer);
        NodesRun run = new NodesRun(
                session,
                text,
                stdin ? context.process().streams().in() : null,
                context.process().window(),
                printer);
        int code = run.on(chosen, view(chosen, printer));
        how.noteEnd(run);
        return code;
    }

    /** Input that is piped in and not read would be lost without a word. */
    private void noteUnusedInput(Printer printer) throws IOException {
        if (!stdin
                && !context.process().window().inIsTerminal()
                && context.process().streams().in().available() > 0) {
            printer.note("standard input is not passed on; to pass it on: --stdin");
        }
    }

    private ExecView view(List<NodeAddress> chosen, Printer printer) {
        if (common.json()) {
            return new JsonExecView(printer);
        }
        if (fold) {
            return new FoldedExecView(printer);
        }
        return chosen.size() == 1 && !nodes.isGroup()
                ? new PlainExecView(printer)
                : new PrefixedExecView(printer, chosen);
    }

    private static String notUp(NodeAddress node) {
        return node.machine().key() + " is " + node.state().wireName() + ": skipped";
    }
}
