package dev.muster.cli.command;

import dev.muster.cli.console.CommandContext;
import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.TerminalWindow;
import dev.muster.cli.option.ClusterOptions;
import dev.muster.cli.option.ClusterResolver;
import dev.muster.cli.option.CommonOptions;
import dev.muster.cli.option.NodeNames;
import dev.muster.cli.option.PositionalArguments;
import dev.muster.cli.output.Printer;
import dev.muster.cli.run.PassedExitCode;
import dev.muster.cli.run.SessionOptions;
import dev.muster.cli.run.StartAndStop;
import dev.muster.client.ClusterRef;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.LocalTerminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "attach",
        sortOptions = false,
        addMethodSubcommands = false,
        customSynopsis = "cluster attach [CONFIG] [options]",
        description = "The shell runs in the cluster's environment.",
        footer = {
            "",
            "Examples:",
            "  cluster attach                       # a shell on the head",
            "  cluster attach --node cpu-3          # a shell on cpu-3",
            "  cluster attach --tmux                # rejoin the tmux session of the head",
            "  cluster attach -p 8265               # also forward port 8265 to the head",
            "",
            "Exit codes: the shell's own; 1 the cluster does not exist or is not up; 2 no terminal, 255 the host is unreachable, or"
                    + " the connection was lost."
        })
final class AttachCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions options = new ClusterOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "CONFIG",
            description = "the cluster's config file (default: cluster.yaml)")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"--node", "--node-ip"},
            paramLabel = "NODE",
            order = 1,
            description = "the node, by key, host name or address (default: the head)")
    private @Nullable String node;

    @Mixin
    private final SessionOptions session = new SessionOptions();

    @Option(
            names = {"-N", "--new"},
            order = 24,
            description = "with --tmux or --screen: always start a new session")
    private boolean isNew;

    AttachCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        TerminalWindow window = context.process().window();
        if (!window.inIsTerminal() || !window.outIsTerminal()) {
            throw new UserError("attach needs a terminal", "to run a command without one: cluster exec -- COMMAND");
        }
        Optional<Multiplexer> tool = session.multiplexer();
        if (isNew && tool.isEmpty()) {
            throw new UserError("--new needs --tmux or --screen", "without them every attach starts a new shell");
        }
        ClusterResolver resolver = new ClusterResolver(context);
        PositionalArguments positional = PositionalArguments.configOnly(arguments, "attach");
        ClusterRef cluster =
                session.start() ? resolver.withFile(positional, options) : resolver.cluster(positional, options);
        if (session.start() && cluster instanceof ClusterRef.OfFile file) {
            int started = new StartAndStop(context, common, positional.hints(options)).start(file);
            if (started != ExitCodes.DONE) {
                return started;
            }
        }
        return PassedExitCode.of(context, common, () -> attach(cluster, window, tool));
    }

    private int attach(ClusterRef cluster, TerminalWindow window, Optional<Multiplexer> tool) throws Exception {
        try (Session open = context.clusters().get().open(cluster)) {
            NodeAddress target = target(open);
            if (tool.isPresent()) {
                SessionOptions.requireInstalled(tool.get(), target, open);
            }
            session.forward(open.host(target), new Printer(context, common));
            try (LocalTerminal terminal = window.raw()) {
                return open.host(target).attach(shell(open, target, tool), terminal);
            }
        }
    }

    private String shell(Session open, NodeAddress target, Optional<Multiplexer> tool) {
        if (tool.isEmpty()) {
            return open.interactiveShell(target);
        }
        return isNew ? open.newSession(target, tool.get()) : open.attachToSession(target, tool.get());
    }

    private NodeAddress target(Session open) throws InterruptedException {
        String wanted = node;
        return wanted == null ? open.head() : new NodeNames(open.addresses()).find(wanted);
    }
}
