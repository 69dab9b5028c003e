package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.ListJson;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
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
                "These are the clusters that were brought up from this machine and not taken down. No host is contacted.",
        footer = {
            "",
            "Examples:",
            "  cluster list                         # names, heads and config files",
            "  cluster status -n lab                # ask one of them",
            "  cluster list --output json | jq -r '.clusters[].name'",
            "",
            "Exit codes: 0 success."
        })
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
            printer.note("no clusters; create one with: cluster up cluster.yaml");
        } else {
            printer.table(ListText.table(clusters, context.process().time().wallClock()), "");
        }
        return ExitCodes.DONE;
    }
}
