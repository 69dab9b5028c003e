package dev.muster.cli.command;

import dev.muster.client.ClusterRef;
import dev.muster.client.Clusters;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.Shell;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
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
            "cluster exec [CONFIG] [options] -- WORDS",
            "      cluster exec [CONFIG] [options] 'SHELL TEXT'"
        },
        description = {
            "Run a command on the head, or on several nodes side by side, in the cluster's environment.",
            "Words after -- reach the command as they are; a single word is shell text, as Ray's. Ctrl-C ends it on the nodes too."
        },
        footer = {
            "",
            "Examples:",
            "  cluster exec -- python train.py --epochs 3",
            "  cluster exec --all --fold -- nvidia-smi -L",
            "  cluster exec --node cpu-3 'cd /scratch && du -sh *'",
            "  cluster exec --start --stop -- python train.py",
            "  cluster exec --tmux -- python train.py       it runs on; cluster attach --tmux shows it",
            "  cat data.csv | cluster exec --stdin -- wc -l",
            "",
            "Exit codes: the command's own, of several nodes the highest; 255 when a node was not reachable, or lost."
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
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), then the command")
    private List<String> words = new ArrayList<>();

    @Option(
            names = "--fold",
            order = 5,
            description = "collect, and show equal output once, with the nodes that gave it")
    private boolean fold;

    @Mixin
    private final WorkOptions how = new WorkOptions();

    @Option(names = "--stdin", order = 6, description = "pass this command's standard input on (one node only)")
    private boolean stdin;

    ExecCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.atTheStart(words);
        String text = shellText(plain.rest(), context.wordsAfterDashes().orElse(List.of()));
        how.session().multiplexer().ifPresent(this::requireNobodyWaits);
        ClusterRef cluster = how.cluster(new ClusterResolver(context), plain, which);
        return how.around(
                cluster,
                new StartAndStop(context, common),
                there -> PassedExitCode.of(context, common, () -> in(there, text)));
    }

    private void requireNobodyWaits(Multiplexer tool) {
        String option = "--" + tool.word();
        if (stdin || fold || how.session().forwards() || common.json()) {
            throw new UserError(
                    option + " returns at once: --stdin, --fold, -p and --output json do not go with it",
                    "'cluster attach " + option + "' takes -p");
        }
        if (how.stop() && nodes.isAny()) {
            throw new UserError(
                    option + " with --stop runs on the head", "leave out --all, --workers, --node and --type");
        }
    }

    private int in(ClusterRef cluster, String text) throws Exception {
        try (Session session = open(cluster)) {
            ChosenNodes choice = nodes.choose(session);
            Printer printer = new Printer(context, common);
            choice.notUp().forEach(node -> printer.note(notUp(node)));
            Multiplexer tool = how.session().multiplexer().orElse(null);
            return tool == null
                    ? run(session, choice.nodes(), text, printer)
                    : how.begin(session, choice.nodes(), text, tool, printer);
        }
    }

    private Session open(ClusterRef cluster) throws InterruptedException {
        Clusters clusters = context.clusters().get();
        return nodes.isGroup() ? clusters.openWide(cluster) : clusters.open(cluster);
    }

    private int run(Session session, List<NodeAddress> chosen, String text, Printer printer) throws Exception {
        if (stdin && chosen.size() > 1) {
            throw new UserError("--stdin is for one node, but these are " + chosen.size());
        }
        if (how.session().forwards() && chosen.size() > 1) {
            throw new UserError("-p is for one node, but these are " + chosen.size());
        }
        if (how.session().forwards()) {
            how.session().forward(session.host(chosen.getFirst()), printer);
        }
        ExecView view = view(chosen, printer);
        NodesRun run = new NodesRun(
                session, text, stdin ? context.surroundings().streams().in() : null);
        List<NodesRun.Ended> ended = run.on(chosen, view);
        view.end(ended);
        return NodesRun.exitCode(ended);
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

    private static String shellText(List<String> before, List<String> after) {
        List<String> all = new ArrayList<>(before);
        all.addAll(after);
        if (all.isEmpty()) {
            throw new UserError("which command? Nothing to run was given", "as in: cluster exec -- hostname");
        }
        return all.size() == 1 ? all.getFirst() : Shell.words(all);
    }

    private static String notUp(NodeAddress node) {
        return node.machine().key() + " is " + node.state().wireName() + ": left out";
    }
}
