package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.ListJson;
import dev.muster.cli.text.ListText;
import dev.muster.client.KnownCluster;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster list [options]",
        description =
                "Show the clusters that you brought up from this machine and did not take down. No host is asked.",
        footer = {"", "Examples:", "  cluster list", "  cluster status -n lab                ask one of them"})
final class ListCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    ListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<KnownCluster> clusters = context.clusters().get().list();
        Printer printer = new Printer(context, common);
        if (common.json()) {
            printer.json(ListJson.of(clusters));
        } else if (clusters.isEmpty()) {
            printer.note("this machine knows no cluster; 'cluster up' makes one");
        } else {
            printer.table(ListText.table(clusters, context.surroundings().time().wallClock()), "");
        }
        return ExitCodes.DONE;
    }
}
