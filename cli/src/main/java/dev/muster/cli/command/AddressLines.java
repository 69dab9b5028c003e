package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.json.AddressesJson;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import java.util.List;
import java.util.function.Function;

/** Addresses of some nodes and nothing else, one a line: an answer for scripts. */
final class AddressLines {
    private final CommandContext context;
    private final Printer printer;
    private final CommonOptions common;

    AddressLines(CommandContext context, CommonOptions common) {
        this.context = context;
        this.common = common;
        this.printer = new Printer(context, common);
    }

    int print(ClusterRef cluster, Function<Session, List<NodeAddress>> nodes) throws InterruptedException {
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
