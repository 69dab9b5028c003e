package dev.muster.cli.command;

import dev.muster.cli.console.Window;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.LocalTerminal;
import dev.muster.launcher.usecase.ClusterRef;
import dev.muster.launcher.usecase.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "attach",
        sortOptions = false,
        customSynopsis = "cluster attach [CONFIG] [options]",
        description = "Open a shell on the head, or on another node, in the cluster's environment.",
        footer = {
            "",
            "Examples:",
            "  cluster attach",
            "  cluster attach --node cpu-3",
            "",
            "Exit codes: the shell's own; 2 where there is no terminal, 4 where the host is not reachable."
        })
final class AttachCommand implements Callable<Integer> {
    private final Context context;

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

    AttachCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Window window = context.surroundings().window();
        if (!window.inIsTerminal() || !window.outIsTerminal()) {
            throw new UserError("attach needs a terminal", "'cluster exec' runs a command without one");
        }
        ClusterRef cluster =
                new ClusterResolver(context).cluster(PlainWords.anywhere(words).alone("attach"), which);
        try (Session session = context.clusters().get().open(cluster)) {
            NodeAddress target = target(session);
            try (LocalTerminal terminal = window.raw()) {
                return session.host(target).attach(session.interactiveShell(target), terminal);
            }
        }
    }

    private NodeAddress target(Session session) throws InterruptedException {
        String wanted = node;
        return wanted == null ? session.head() : new NodeNames(session.control().addresses()).find(wanted);
    }
}
