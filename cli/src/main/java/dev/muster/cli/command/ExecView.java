package dev.muster.cli.command;

import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.OutputSink;
import java.util.List;

/** Shows the output of a command that runs on nodes. */
interface ExecView {
    /** Gets one node's output, from threads of its own. */
    OutputSink sink(NodeAddress node);

    /** All have ended; in the order in which the nodes were chosen. */
    void end(List<NodesRun.Ended> ended);
}
