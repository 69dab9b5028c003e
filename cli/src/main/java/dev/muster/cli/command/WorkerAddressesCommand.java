package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.AddressesJson;
import dev.muster.launcher.usecase.ClusterRef;
import dev.muster.launcher.usecase.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "get-worker-ips",
        sortOptions = false,
        customSynopsis = "cluster get-worker-ips [CONFIG] [options]",
        description = "Print the addresses of the workers that are up, one a line, and nothing else.",
        footer = {
            "",
            "Examples:",
            "  for ip in $(cluster get-worker-ips); do ping -c 1 $ip; done",
            "",
            "Exit codes: 0 done, 1 no such cluster, or it is not up."
        })
final class WorkerAddressesCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    WorkerAddressesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ClusterRef cluster =
                new ClusterResolver(context).cluster(PlainWords.anywhere(words).alone("get-worker-ips"), which);
        Printer printer = new Printer(context, common);
        try (Session session = context.clusters().get().open(cluster)) {
            List<String> addresses = session.addresses().stream()
                    .filter(node -> !node.machine().key().isHead() && NodeOptions.isUp(node))
                    .sorted(Comparator.comparing(node -> node.machine().key()))
                    .map(node -> node.machine().address())
                    .toList();
            if (common.json()) {
                printer.json(AddressesJson.of(addresses));
            } else {
                addresses.forEach(printer::line);
            }
        }
        return ExitCodes.DONE;
    }
}
