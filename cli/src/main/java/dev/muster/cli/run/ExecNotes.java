package dev.muster.cli.run;

import dev.muster.cli.output.Printer;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import java.util.List;

/** Prints what went wrong on which node, on stderr. */
final class ExecNotes {
    private ExecNotes() {}

    /** The exit code of a single node is not printed, since {@code exec} exits with it. */
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
