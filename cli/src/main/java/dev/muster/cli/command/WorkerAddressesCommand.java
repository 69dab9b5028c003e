package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ClusterArgument;
import dev.muster.cli.option.NodeOptions;
import dev.muster.cli.run.AddressPrinter;
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
        description = "Only workers that are up are listed. Nothing else is printed.",
        footer = {
            "",
            "Examples:",
            "  cluster get-worker-ips > hosts.txt   # a host list for another tool",
            "  for ip in $(cluster get-worker-ips); do ping -c 1 $ip; done",
            "",
            "Exit codes: 0 success, 1 the cluster does not exist or is not up."
        })
final class WorkerAddressesCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ClusterArgument argument = new ClusterArgument();

    WorkerAddressesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new AddressPrinter(context, argument.common())
                .print(argument.cluster(context, "get-worker-ips"), WorkerAddressesCommand::workers);
    }

    private static List<NodeAddress> workers(Session session) {
        return session.addresses().stream()
                .filter(node -> !node.machine().key().isHead() && NodeOptions.isUp(node))
                .sorted(Comparator.comparing(node -> node.machine().key()))
                .toList();
    }
}
