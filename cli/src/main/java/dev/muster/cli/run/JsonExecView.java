package dev.muster.cli.run;

import dev.muster.cli.json.ExecJson;
import dev.muster.cli.output.Printer;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.port.OutputSink;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Prints a line of JSON for each line of output, for the end of each node, and for the end of all. */
public final class JsonExecView implements ExecView {
    private final Printer printer;
    private final Queue<LineSink> sinks = new ConcurrentLinkedQueue<>();

    public JsonExecView(Printer printer) {
        this.printer = printer;
    }

    @Override
    public OutputSink sink(NodeAddress node) {
        LineSink sink = new LineSink(LineSplitter.Returns.END_A_LINE, (stream, line) -> print(node, stream, line));
        sinks.add(sink);
        return sink;
    }

    private synchronized void print(NodeAddress node, OutputSink.Stream stream, String line) {
        printer.json(ExecJson.output(node, stream, line));
    }

    @Override
    public void end(List<NodesRun.Ended> ended) {
        sinks.forEach(LineSink::end);
        ended.forEach(node -> printer.json(
                ExecJson.exit(node.node(), node.exitCode(), node.failure().map(ClusterException::text))));
        printer.json(ExecJson.report(ended.size(), NodesRun.exitCode(ended)));
    }
}
