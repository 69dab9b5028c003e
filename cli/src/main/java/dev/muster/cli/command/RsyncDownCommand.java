package dev.muster.cli.command;

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
            "Copy a file or folder of the head, or of other nodes, to this machine. Only what is missing or different is fetched.",
            "A folder with a / at its end, '~' and '..' mean their content. From several nodes: a folder for each, by its key, in TARGET.",
            "Nothing is written outside TARGET: links below it are not followed, and set-id and sticky bits are dropped."
        },
        footer = {
            "",
            "Examples:",
            "  cluster rsync-down '~/results' .             the folder results, here",
            "  cluster rsync-down /scratch/out/ out         what is in it, into the folder out",
            "  cluster rsync-down --all /var/log/mine.log logs",
            "",
            "Exit codes: 0 done, 2 it cannot be written here, 4 it could not be copied from some node."
        })
final class RsyncDownCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final RsyncOptions how = new RsyncOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "the cluster's file (default: cluster.yaml), then SOURCE there and TARGET here")
    private List<String> words = new ArrayList<>();

    RsyncDownCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalWords plain = PositionalWords.atTheStart(words);
        List<String> paths = plain.rest();
        if (paths.size() != 2) {
            throw new UserError("give SOURCE and TARGET", "as in: cluster rsync-down '~/results' .");
        }
        return how.run(context, plain, (rsync, chosen) -> {
            boolean several = how.isGroup() || chosen.size() > 1;
            return node -> List.of(rsync.down(
                    node,
                    paths.get(0),
                    paths.get(1),
                    several ? node.machine().key().value() : ""));
        });
    }
}
