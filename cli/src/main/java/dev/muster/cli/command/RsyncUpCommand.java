package dev.muster.cli.command;

import dev.muster.client.Rsync;
import dev.muster.core.failure.UserError;
import dev.muster.transfer.Mount;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rsync-up",
        sortOptions = false,
        addMethodSubcommands = false,
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
    private final CommandContext context;

    @Mixin
    private final RsyncOptions how = new RsyncOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), then SOURCE here and TARGET there")
    private List<String> words = new ArrayList<>();

    RsyncUpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.atTheStart(words);
        List<String> paths = plain.rest();
        if (paths.size() == 1 || paths.size() > 2) {
            throw new UserError(
                    "give SOURCE and TARGET, or neither",
                    "as in: cluster rsync-up data/ /scratch/data (a first word that ends in .yaml is the cluster's file)");
        }
        return how.run(context, plain, (rsync, _) -> work(rsync, paths));
    }

    /** Files are read once, however many nodes get them. */
    private static RsyncNodes.Work work(Rsync rsync, List<String> paths) {
        if (paths.isEmpty()) {
            List<Mount> mounts = rsync.mounts();
            return node -> rsync.mounts(node, mounts);
        }
        Mount mount = rsync.read(paths.get(0), paths.get(1));
        return node -> List.of(rsync.up(node, mount));
    }
}
