package dev.muster.cli.command;

import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import java.util.List;

/** What {@code exec} itself says about nodes, on stderr behind {@code cluster:}. */
final class ExecNotes {
    private ExecNotes() {}

    /** Codes are told only of several nodes: of one it is the command's own exit code. */
    static void tell(List<NodesRun.Ended> ended, Printer printer) {
        for (NodesRun.Ended node : ended) {
            node.failure().ifPresent(failure -> tell(node.node(), failure, printer));
            if (ended.size() > 1 && node.failure().isEmpty() && node.exitCode() != 0) {
                printer.note(name(node.node()) + ": exited " + node.exitCode());
            }
        }
    }

    private static void tell(NodeAddress node, ClusterException failure, Printer printer) {
        String host = node.machine().host() + ": ";
        String text = failure.text();
        printer.note(name(node) + ": " + (text.startsWith(host) ? text.substring(host.length()) : text));
        if (!failure.hint().isEmpty()) {
            printer.note("  " + failure.hint());
        }
    }

    static String name(NodeAddress node) {
        String key = node.machine().key().value();
        String host = node.machine().host();
        return host.isEmpty() || host.equals(key) ? key : key + " (" + host + ")";
    }
}
