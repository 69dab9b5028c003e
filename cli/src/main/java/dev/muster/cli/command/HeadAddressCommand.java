package dev.muster.cli.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "get-head-ip",
        sortOptions = false,
        addMethodSubcommands = false,
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
    private final CommandContext context;

    @Mixin
    private final ClusterArgument asked = new ClusterArgument();

    HeadAddressCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        return new AddressLines(context, asked.common())
                .print(asked.cluster(context, Verb.GET_HEAD_IP), session -> List.of(session.head()));
    }
}
