package dev.muster.cli.command;

import dev.muster.client.Rsync;
import dev.muster.client.Session;
import dev.muster.core.control.NodeAddress;
import java.util.List;

/** What {@code rsync-up}, {@code rsync-down} and {@code submit} have in common. */
final class RsyncWords {
    private RsyncWords() {}

    static Rsync rsync(CommandContext context, Session session, CopyProgress progress) {
        String own = Double.toString(context.surroundings().time().chance());
        return new Rsync(session, context.surroundings().folder(), own, progress::add);
    }

    static List<NodeAddress> choose(NodeOptions nodes, Session session, Printer printer) throws InterruptedException {
        ChosenNodes choice = nodes.choose(session);
        choice.notUp()
                .forEach(node -> printer.note(
                        node.machine().key() + " is " + node.state().wireName() + ": left out"));
        return choice.nodes();
    }
}
