package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.run.RsyncOptions;
import dev.muster.core.failure.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "rsync-down",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster rsync-down [CONFIG] SOURCE TARGET [options]",
        description = {
            "Copy a file or folder from the head, or from the nodes that the options select, to this machine. Only missing"
                    + " and changed files are fetched.",
            "A / at the end of a folder means its contents. From several nodes, each node gets a folder in TARGET, named"
                    + " by its key.",
            "Nothing is written outside TARGET: links below it are not followed, and set-id and sticky bits are dropped."
        },
        footer = {
            "",
            "Examples:",
            "  cluster rsync-down '~/results' .           # the folder results, to here",
            "  cluster rsync-down /scratch/out/ out       # its contents, to the folder out",
            "  cluster rsync-down --all /var/log/mine.log logs",
            "",
            "Exit codes: 0 success, 1 no such cluster, 2 TARGET cannot be written, 4 copying from some node failed."
        })
final class RsyncDownCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final RsyncOptions options = new RsyncOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "the cluster's config file (default: cluster.yaml), then SOURCE on the nodes and TARGET on"
                    + " this machine")
    private List<String> arguments = new ArrayList<>();

    RsyncDownCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configFirst(arguments);
        List<String> paths = positional.others();
        if (paths.size() != 2) {
            throw new UserError("'rsync-down' takes SOURCE and TARGET", "example: cluster rsync-down '~/results' .");
        }
        return options.run(context, positional, (rsync, chosen) -> {
            boolean isSeveral = options.isGroup() || chosen.size() > 1;
            return node -> rsync.download(
                    node,
                    paths.get(0),
                    paths.get(1),
                    isSeveral ? node.machine().key().value() : "");
        });
    }
}
