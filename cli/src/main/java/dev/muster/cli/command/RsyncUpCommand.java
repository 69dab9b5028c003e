package dev.muster.cli.command;

import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.launcher.transfer.Mount;
import dev.muster.launcher.usecase.ClusterRef;
import dev.muster.launcher.usecase.Rsync;
import dev.muster.launcher.usecase.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rsync-up",
        sortOptions = false,
        customSynopsis = "cluster rsync-up [CONFIG] [SOURCE TARGET] [options]",
        description = {
            "Copy a file or folder of this machine to the head, or to other nodes. Only what is missing or different is sent.",
            "Without SOURCE and TARGET: everything that file_mounts names. A folder with a / behind it is what is in it."
        },
        footer = {
            "",
            "Examples:",
            "  cluster rsync-up data/ /scratch/data       what is in data, to the head",
            "  cluster rsync-up train.py '~/' --all-nodes",
            "  cluster rsync-up                           file_mounts again",
            "",
            "Exit codes: 0 done, 2 no such file here, 4 it could not be copied to some node."
        })
final class RsyncUpCommand implements Callable<Integer> {
    private final Context context;

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

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), then SOURCE here and TARGET there")
    private List<String> words = new ArrayList<>();

    RsyncUpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PlainWords plain = PlainWords.atTheStart(words);
        List<String> paths = plain.rest();
        if (paths.size() == 1 || paths.size() > 2) {
            throw new UserError(
                    "give SOURCE and TARGET, or neither",
                    "as in: cluster rsync-up data/ /scratch/data (a first word that ends in .yaml is the cluster's file)");
        }
        if (allNodes) {
            nodes.chooseAll();
        }
        ClusterRef cluster = new ClusterResolver(context).cluster(plain, which);
        Printer printer = new Printer(context, common);
        CopyProgress progress = new CopyProgress(context.surroundings(), printer);
        try (Session session = context.clusters().get().open(cluster)) {
            Rsync rsync = RsyncWords.rsync(context, session, progress);
            List<Mount> mounts = paths.isEmpty() ? rsync.mounts() : List.of(rsync.read(paths.get(0), paths.get(1)));
            List<NodeAddress> chosen = RsyncWords.choose(nodes, session, printer);
            RsyncNodes.Work work = paths.isEmpty()
                    ? node -> rsync.mounts(node, mounts)
                    : node -> List.of(rsync.up(node, mounts.getFirst()));
            return new RsyncNodes(printer, common).run(chosen, work, progress);
        }
    }
}
