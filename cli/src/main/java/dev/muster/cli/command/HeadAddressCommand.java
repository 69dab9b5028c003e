package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.AddressesJson;
import dev.muster.launcher.usecase.ClusterRef;
import dev.muster.launcher.usecase.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "get-head-ip",
        sortOptions = false,
        customSynopsis = "cluster get-head-ip [CONFIG] [options]",
        description = "Print the head's address, as other nodes reach it, and nothing else.",
        footer = {
            "",
            "Examples:",
            "  ssh $(cluster get-head-ip)",
            "",
            "Exit codes: 0 done, 1 no such cluster, or it is not up."
        })
final class HeadAddressCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    HeadAddressCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ClusterRef cluster =
                new ClusterResolver(context).cluster(PlainWords.anywhere(words).alone("get-head-ip"), which);
        Printer printer = new Printer(context, common);
        try (Session session = context.clusters().get().open(cluster)) {
            List<String> addresses = List.of(session.head().machine().address());
            if (common.json()) {
                printer.json(AddressesJson.of(addresses));
            } else {
                addresses.forEach(printer::line);
            }
        }
        return ExitCodes.DONE;
    }
}
