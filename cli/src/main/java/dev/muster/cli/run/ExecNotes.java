package dev.muster.cli.run;

import dev.muster.cli.output.Printer;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
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
        printer.note(subject(node, failure) + failure.text());
        if (!failure.hint().isEmpty()) {
            printer.note("  " + failure.hint());
        }
    }

    /** The text of a failure on a host names the host, so only the node's key is added. */
    static String subject(NodeAddress node, ClusterException failure) {
        String key = node.machine().key().value();
        if (failure instanceof RemoteFailure remote) {
            return remote.host().equals(key) ? "" : key + ": ";
        }
        return name(node) + ": ";
    }

    static String name(NodeAddress node) {
        String key = node.machine().key().value();
        String host = node.machine().host();
        return host.isEmpty() || host.equals(key) ? key : key + " (" + host + ")";
    }
}
