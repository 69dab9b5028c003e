package dev.muster.cli.run;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.AddressesJson;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.output.Printer;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import java.util.List;
import java.util.function.Function;

/** Prints the addresses of nodes and nothing else, one per line, for use in scripts. */
public final class AddressPrinter {
    private final CommandContext context;
    private final Printer printer;
    private final CommonOptions common;

    public AddressPrinter(CommandContext context, CommonOptions common) {
        this.context = context;
        this.common = common;
        this.printer = new Printer(context, common);
    }

    public int print(ClusterRef cluster, Function<Session, List<NodeAddress>> nodes) throws InterruptedException {
        try (Session session = context.clusters().get().open(cluster)) {
            List<String> addresses = nodes.apply(session).stream()
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
