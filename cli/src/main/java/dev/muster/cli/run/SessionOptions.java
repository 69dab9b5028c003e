package dev.muster.cli.run;

import dev.muster.cli.option.PortMapping;
import dev.muster.cli.output.Printer;
import dev.muster.client.Multiplexer;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.UserError;
import dev.muster.core.port.RemoteCommand;
import dev.muster.core.port.RemoteHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that {@code exec}, {@code attach} and {@code submit} share. They have the names that Ray uses. */
public final class SessionOptions {
    @Option(names = "--start", order = 20, description = "first bring the cluster up if it is not, like 'up -y'")
    private boolean start;

    @Option(
            names = "--tmux",
            order = 21,
            description = "run in a tmux session on the node, which continues after you disconnect")
    private boolean tmux;

    @Option(names = "--screen", order = 22, description = "the same, with screen")
    private boolean screen;

    @Option(
            names = {"-p", "--port-forward"},
            paramLabel = "PORT",
            order = 23,
            description =
                    "forward this port of this machine to the node; LOCAL:PORT for another local port; may be repeated")
    private List<String> ports = new ArrayList<>();

    public boolean start() {
        return start;
    }

    public Optional<Multiplexer> multiplexer() {
        if (tmux && screen) {
            throw new UserError("--tmux and --screen cannot be combined");
        }
        return tmux ? Optional.of(Multiplexer.TMUX) : screen ? Optional.of(Multiplexer.SCREEN) : Optional.empty();
    }

    public boolean forwards() {
        return !ports.isEmpty();
    }

    /** Opens the forwards of {@code -p}. They are closed with the host at the latest. */
    public List<RemoteHost.Forward> forward(RemoteHost host, Printer printer) {
        List<RemoteHost.Forward> forwards = new ArrayList<>();
        for (PortMapping pair : ports.stream().map(PortMapping::parse).toList()) {
            forwards.add(host.forward(pair.local(), pair.remote()));
            printer.note("forwarding port " + pair.local() + " of this machine to port " + pair.remote() + " of "
                    + host.name());
        }
        return forwards;
    }

    /** Throws {@code UserError} if the node lacks the program, before anything is started. */
    public static void requireInstalled(Multiplexer tool, NodeAddress node, Session session)
            throws InterruptedException {
        boolean there = session.host(node)
                .run(RemoteCommand.of("command -v " + tool.wireName() + " >/dev/null"))
                .ok();
        if (!there) {
            String other = tool == Multiplexer.TMUX ? "--screen" : "--tmux";
            throw new UserError(
                    node.machine().key() + " has no " + tool.wireName() + "; nothing was run",
                    "install it there (setup_commands: 'apt-get install -y " + tool.wireName() + "'), or try " + other);
        }
    }
}
