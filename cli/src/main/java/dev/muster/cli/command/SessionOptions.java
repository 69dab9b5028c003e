package dev.muster.cli.command;

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

/** What {@code exec}, {@code attach} and {@code submit} share, with Ray's names. */
final class SessionOptions {
    @Option(names = "--start", order = 20, description = "bring the cluster up first, as 'up -y', where it is not")
    private boolean start;

    @Option(names = "--tmux", order = 21, description = "in a tmux session on the node, which lives on without you")
    private boolean tmux;

    @Option(names = "--screen", order = 22, description = "the same with screen")
    private boolean screen;

    @Option(
            names = {"-p", "--port-forward"},
            paramLabel = "PORT",
            order = 23,
            description =
                    "make this port of the node one of this machine meanwhile; LOCAL:PORT for another one here; may be repeated")
    private List<String> ports = new ArrayList<>();

    boolean start() {
        return start;
    }

    Optional<Multiplexer> multiplexer() {
        if (tmux && screen) {
            throw new UserError("--tmux and --screen: give one of them");
        }
        return tmux ? Optional.of(Multiplexer.TMUX) : screen ? Optional.of(Multiplexer.SCREEN) : Optional.empty();
    }

    boolean forwards() {
        return !ports.isEmpty();
    }

    /** All that were asked for; closed with the host at the latest. */
    List<RemoteHost.Forward> forward(RemoteHost host, Printer printer) {
        List<RemoteHost.Forward> forwards = new ArrayList<>();
        for (PortMapping pair : ports.stream().map(PortMapping::parse).toList()) {
            forwards.add(host.forward(pair.local(), pair.remote()));
            printer.note("port " + pair.local() + " of this machine is port " + pair.remote() + " of " + host.name());
        }
        return forwards;
    }

    /** Said before anything is begun. */
    static void requireInstalled(Multiplexer tool, NodeAddress node, Session session) throws InterruptedException {
        boolean there = session.host(node)
                .run(RemoteCommand.of("command -v " + tool.word() + " >/dev/null"))
                .ok();
        if (!there) {
            String other = tool == Multiplexer.TMUX ? "--screen" : "--tmux";
            throw new UserError(
                    node.machine().key() + " has no " + tool.word() + ": nothing was run",
                    "install it there (setup_commands: 'apt-get install -y " + tool.word() + "'), or try " + other);
        }
    }
}
