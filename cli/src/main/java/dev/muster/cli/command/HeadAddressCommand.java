package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.option.ClusterArgument;
import dev.muster.cli.run.AddressPrinter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "get-head-ip",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster get-head-ip [CONFIG] [options]",
        description = "It is the address at which other nodes reach the head. Nothing else is printed.",
        footer = {
            "",
            "Examples:",
            "  ssh $(cluster get-head-ip)           # log in to the head's host",
            "  curl http://$(cluster get-head-ip):8265",
            "",
            "Exit codes: 0 success, 1 the cluster does not exist or is not up."
        })
final class HeadAddressCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final ClusterArgument argument = new ClusterArgument();

    HeadAddressCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new AddressPrinter(context, argument.common())
                .print(argument.cluster(context, "get-head-ip"), session -> List.of(session.head()));
    }
}
