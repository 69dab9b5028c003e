package dev.muster.cli.command;

import dev.muster.client.ClusterRef;
import dev.muster.client.Rsync;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code rsync-up} and {@code rsync-down} share: which cluster, which nodes, and how a copy on them is done and told. */
final class RsyncOptions {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Mixin
    private final NodeOptions nodes = new NodeOptions();

    @Option(
            names = {"-A", "--all-nodes"},
            order = 5,
            description = "the same as --all")
    private boolean allNodes;

    /** Chooses what is copied, once it is known from or to where. */
    interface Copy {
        RsyncNodes.Work with(Rsync rsync, List<NodeAddress> chosen);
    }

    /** Whether the answer may be several nodes, even where it is one. */
    boolean isGroup() {
        return allNodes || nodes.isGroup();
    }

    /** @return the exit code */
    int run(CommandContext context, PositionalWords plain, Copy copy) throws Exception {
        if (allNodes) {
            nodes.chooseAll();
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(plain, which);
        Printer printer = new Printer(context, common);
        CopyProgress progress = new CopyProgress(context.surroundings(), printer);
        try (Session session = context.clusters().get().open(cluster)) {
            Rsync rsync = RsyncWords.rsync(context, session, progress);
            List<NodeAddress> chosen = RsyncWords.choose(nodes, session, printer);
            return new RsyncNodes(printer, common).run(chosen, copy.with(rsync, chosen), progress);
        }
    }
}
