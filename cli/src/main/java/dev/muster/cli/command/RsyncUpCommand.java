package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.run.RsyncNodes;
import dev.muster.cli.run.RsyncOptions;
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
            "Copy a file or folder from this machine to the head, or to the nodes that the options select. Only missing"
                    + " and changed files are sent.",
            "Without SOURCE and TARGET, everything under file_mounts is copied again, to every node. A / at the end of a"
                    + " folder means its contents."
        },
        footer = {
            "",
            "Examples:",
            "  cluster rsync-up data/ /scratch/data       # the contents of data, to the head",
            "  cluster rsync-up train.py '~/' --all       # one file, to every node",
            "  cluster rsync-up                           # file_mounts again, to every node",
            "  cluster rsync-up --node vm3                # file_mounts again, to one node",
            "",
            "Exit codes: 0 success, 1 no such cluster, 2 no such file on this machine, 4 copying to some node failed."
        })
final class RsyncUpCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final RsyncOptions options = new RsyncOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), then SOURCE on this machine and TARGET on"
                    + " the nodes")
    private List<String> arguments = new ArrayList<>();

    RsyncUpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configFirst(arguments);
        List<String> paths = positional.others();
        if (paths.size() == 1 || paths.size() > 2) {
            throw new UserError(
                    "'rsync-up' takes SOURCE and TARGET, or neither",
                    "example: cluster rsync-up data/ /scratch/data"
                            + " (a first argument that ends in .yaml is the config file)");
        }
        if (paths.isEmpty()) {
            options.chooseAllByDefault();
        }
        return options.run(context, positional, (rsync, _) -> work(rsync, paths));
    }

    /** The files are read once, however many nodes they are copied to. */
    private static RsyncNodes.Work work(Rsync rsync, List<String> paths) {
        if (paths.isEmpty()) {
            List<Mount> mounts = rsync.readMounts();
            return node -> rsync.uploadMounts(node, mounts);
        }
        Mount mount = rsync.read(paths.get(0), paths.get(1));
        return node -> List.of(rsync.upload(node, mount));
    }
}
