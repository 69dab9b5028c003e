package dev.muster.cli.run;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ChosenNodes;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.NodeOptions;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.progress.CopyProgress;
import dev.muster.client.ClusterRef;
import dev.muster.client.Rsync;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that {@code rsync-up} and {@code rsync-down} share, and the frame of both commands: open the cluster, choose the nodes, copy, report. */
public final class RsyncOptions {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Mixin
    private final NodeOptions nodes = new NodeOptions();

    @Option(
            names = {"-A", "--all-nodes"},
            order = 5,
            description = "the same as --all")
    private boolean allNodes;

    /** Decides what is copied, once the nodes are known. */
    public interface Copy {
        RsyncNodes.Work with(Rsync rsync, List<NodeAddress> chosen);
    }

    /** Whether a group of nodes was chosen, even if it has only one node. */
    public boolean isGroup() {
        return allNodes || nodes.isGroup();
    }

    /** Chooses every node, unless the command line chooses some. */
    public void chooseAllByDefault() {
        if (!nodes.isAny()) {
            allNodes = true;
        }
    }

    /** Returns the exit code. */
    public int run(CommandContext context, PositionalArguments positional, Copy copy) throws Exception {
        if (allNodes) {
            nodes.chooseAll();
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        Printer printer = new Printer(context, common);
        CopyProgress progress = new CopyProgress(context.process(), printer);
        try (Session session = context.clusters().get().open(cluster)) {
            Rsync rsync = rsync(context, session, progress);
            List<NodeAddress> chosen = choose(session, printer);
            return new RsyncNodes(printer, common).run(chosen, copy.with(rsync, chosen), progress);
        }
    }

    private List<NodeAddress> choose(Session session, Printer printer) throws InterruptedException {
        ChosenNodes choice = nodes.choose(session);
        choice.notUp()
                .forEach(node -> printer.note(
                        node.machine().key() + " is " + node.state().wireName() + ": skipped"));
        return choice.nodes();
    }

    /** The random number makes the names of temporary files unique among copies that run at the same time. */
    public static Rsync rsync(CommandContext context, Session session, CopyProgress progress) {
        String unique = Double.toString(context.process().time().chance());
        return new Rsync(session, context.process().folder(), unique, progress::add);
    }
}
