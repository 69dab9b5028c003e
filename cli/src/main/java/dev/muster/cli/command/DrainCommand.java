package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.NodeNames;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.client.ClusterRef;
import dev.muster.client.Session;
import dev.muster.core.NodeKey;
import dev.muster.core.NodeState;
import dev.muster.core.control.Control;
import dev.muster.core.control.HoldOrder;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.core.status.PoolHostState;
import dev.muster.core.status.StatusView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drain",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster drain [CONFIG] NODE [options]",
        description = "The worker gets no new work, and is removed once its running work has ended.",
        footer = {
            "",
            "Examples:",
            "  cluster drain cpu-3                  # remove cpu-3 when it is idle",
            "  cluster drain vm7 --undo             # cancel while it is still draining",
            "  cluster drain vm7 --hold --reason 'new RAM'   # and make no other node there",
            "",
            "Exit codes: 0 accepted, 1 the cluster does not exist or is not up; 2 no such node, or it is the head."
        })
final class DrainCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description =
                    "the cluster's config file (default: cluster.yaml), and the node by key, host name or address")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--undo",
            order = 1,
            description = "cancel the drain of a node that is still draining, or release a held host")
    private boolean undo;

    @Option(
            names = "--hold",
            order = 2,
            description = "also keep the host free of nodes until --undo, over restarts and further 'up's")
    private boolean hold;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            order = 3,
            description = "with --hold: what for, for other operators")
    private String reason = "";

    DrainCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        PositionalArguments positional = PositionalArguments.configAnywhere(arguments);
        if (positional.others().size() != 1) {
            String problem = positional.others().isEmpty()
                    ? "missing argument NODE"
                    : "'drain' takes one node, not " + positional.others().size();
            throw new UserError(problem, "example: cluster drain cpu-3");
        }
        requireValid();
        ClusterRef cluster = new ClusterResolver(context).cluster(positional, options);
        try (Session session = context.clusters().get().open(cluster)) {
            drain(positional.others().getFirst(), session.control(), new Printer(context, common));
        }
        return ExitCodes.DONE;
    }

    private void requireValid() {
        if (hold && undo) {
            throw new UserError("--hold and --undo are opposites", "give one of them");
        }
        if (!hold && !reason.isEmpty()) {
            throw new UserError("--reason needs --hold", "example: cluster drain vm3 --hold --reason 'new RAM'");
        }
    }

    private void drain(String name, Control control, Printer printer) {
        Optional<String> free = control.status().pool().stream()
                .filter(host -> host.host().equalsIgnoreCase(name) && host.state() != PoolHostState.USED)
                .map(StatusView.PoolHost::host)
                .findFirst();
        if (free.isPresent() && (hold || undo)) {
            control.hold(new HoldOrder(free.get(), undo, reason));
            print(free.get(), printer);
            return;
        }
        NodeAddress node = new NodeNames(control.addresses()).find(name);
        if (hold) {
            control.hold(new HoldOrder(node.machine().host(), false, reason));
            print(node.machine().host(), printer);
        } else {
            control.drain(node.machine().key(), undo);
        }
        if (!hold || !common.json()) {
            print(node, printer);
        }
    }

    private void print(String host, Printer printer) {
        if (common.json()) {
            printer.json(Map.of("schema_version", 1, "host", host, "held", hold));
        } else if (hold) {
            printer.line(host + " is on hold: no node is made there until 'cluster drain " + host + " --undo'");
        } else {
            printer.line(host + " may have nodes again");
        }
    }

    private void print(NodeAddress address, Printer printer) {
        NodeKey node = address.machine().key();
        if (common.json()) {
            printer.json(Map.of("schema_version", 1, "node", node.value(), "draining", !undo));
        } else if (undo) {
            printer.line("drain of " + node + " cancelled");
        } else if (address.state() == NodeState.REQUESTED || address.state() == NodeState.STARTING) {
            printer.line(node + " was still starting: its set-up is ended and it is removed");
        } else {
            printer.line(node + " is draining; it is removed once its running work has ended");
        }
    }
}
