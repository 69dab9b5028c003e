package dev.muster.cli.command;

import dev.muster.core.control.NodeAddress;
import dev.muster.launcher.usecase.Rsync;
import dev.muster.launcher.usecase.Session;
import java.util.List;

/** What {@code rsync-up}, {@code rsync-down} and {@code submit} have in common. */
final class RsyncWords {
    private RsyncWords() {}

    static Rsync rsync(Context context, Session session, CopyProgress progress) {
        String own = Double.toString(context.surroundings().time().chance());
        return new Rsync(session, context.surroundings().folder(), own, progress::add);
    }

    static List<NodeAddress> choose(NodeOptions nodes, Session session, Printer printer) throws InterruptedException {
        NodeChoice choice = nodes.choose(session);
        choice.notUp()
                .forEach(node -> printer.note(
                        node.machine().key() + " is " + node.state().word() + ": left out"));
        return choice.nodes();
    }
}
