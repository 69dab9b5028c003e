package dev.muster.cli.command;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.TerminalWindow;
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
        description = "Open a shell on the head, or on another node, in the cluster's environment.",
        footer = {
            "",
            "Examples:",
            "  cluster attach",
            "  cluster attach --node cpu-3",
            "  cluster attach --tmux                go on where exec --tmux or the last attach began",
            "  cluster attach -p 8265               with the node's port 8265 as this machine's",
            "",
            "Exit codes: the shell's own; 2 where there is no terminal, 255 where the host is not reachable, or lost."
        })
final class AttachCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Mixin
    private final ClusterOptions which = new ClusterOptions();

    @Parameters(arity = "0..*", paramLabel = "CONFIG", description = "the cluster's file (default: cluster.yaml)")
    private List<String> words = new ArrayList<>();

    @Option(
            names = {"--node", "--node-ip"},
            paramLabel = "NODE",
            order = 1,
            description = "by key, host name or address (default: the head)")
    private @Nullable String node;

    @Mixin
    private final SessionOptions how = new SessionOptions();

    @Option(
            names = {"-N", "--new"},
            order = 24,
            description = "with --tmux or --screen: always a new session")
    private boolean fresh;

    AttachCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        TerminalWindow window = context.surroundings().window();
        if (!window.inIsTerminal() || !window.outIsTerminal()) {
            throw new UserError("attach needs a terminal", "'cluster exec' runs a command without one");
        }
        Optional<Multiplexer> tool = how.multiplexer();
        if (fresh && tool.isEmpty()) {
            throw new UserError("--new goes with --tmux or --screen", "without them every attach is a new shell");
        }
        ClusterResolver resolver = new ClusterResolver(context);
        PositionalWords plain = PositionalWords.anywhere(words).alone("attach");
        ClusterRef cluster = how.start() ? resolver.withFile(plain, which) : resolver.cluster(plain, which);
        if (how.start() && cluster instanceof ClusterRef.OfFile file) {
            int started = new StartAndStop(context, common).start(file);
            if (started != ExitCodes.DONE) {
                return started;
            }
        }
        return PassedExitCode.of(context, common, () -> in(cluster, window, tool));
    }

    private int in(ClusterRef cluster, TerminalWindow window, Optional<Multiplexer> tool) throws Exception {
        try (Session session = context.clusters().get().open(cluster)) {
            NodeAddress target = target(session);
            if (tool.isPresent()) {
                SessionOptions.requireInstalled(tool.get(), target, session);
            }
            how.forward(session.host(target), new Printer(context, common));
            try (LocalTerminal terminal = window.raw()) {
                return session.host(target).attach(shell(session, target, tool), terminal);
            }
        }
    }

    private String shell(Session session, NodeAddress target, Optional<Multiplexer> tool) {
        if (tool.isEmpty()) {
            return session.interactiveShell(target);
        }
        return fresh ? session.begun(target, tool.get()) : session.rejoined(target, tool.get());
    }

    private NodeAddress target(Session session) throws InterruptedException {
        String wanted = node;
        return wanted == null ? session.head() : new NodeNames(session.addresses()).find(wanted);
    }
}
