package dev.muster.cli.command;

import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "get-worker-ips",
        sortOptions = false,
        addMethodSubcommands = false,
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
    private final CommandContext context;

    @Mixin
    private final ClusterArgument asked = new ClusterArgument();

    WorkerAddressesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new AddressLines(context, asked.common())
                .print(asked.cluster(context, Verb.GET_WORKER_IPS), WorkerAddressesCommand::workers);
    }

    private static List<NodeAddress> workers(Session session) {
        return session.addresses().stream()
                .filter(node -> !node.machine().key().isHead() && NodeOptions.isUp(node))
                .sorted(Comparator.comparing(node -> node.machine().key()))
                .toList();
    }
}
