package dev.muster.cli.run;

import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.OutputSink;
import java.util.List;

/** Prints the output of a command that runs on one or more nodes. */
public interface ExecView {
    /** Returns the sink for the output of one node. The nodes write from different threads. */
    OutputSink sink(NodeAddress node);

    /** Called when the command has ended on all nodes, with the results in the order in which the nodes were chosen. */
    void end(List<NodesRun.Ended> ended);
}
