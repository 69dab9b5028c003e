package dev.muster.cli.run;

import dev.muster.cli.output.Printer;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.OutputSink;
import java.io.PrintStream;
import java.util.List;

/** Passes the output of a single node on, byte by byte. */
public final class PlainExecView implements ExecView {
    private final Printer printer;

    public PlainExecView(Printer printer) {
        this.printer = printer;
    }

    @Override
    public OutputSink sink(NodeAddress node) {
        return (stream, bytes, length) -> {
            PrintStream target = stream == OutputSink.Stream.OUT ? printer.out() : printer.err();
            target.write(bytes, 0, length);
            target.flush();
        };
    }

    @Override
    public void end(List<NodesRun.Ended> ended) {
        ExecNotes.tell(ended, printer);
    }
}
