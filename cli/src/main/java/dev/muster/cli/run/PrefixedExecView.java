package dev.muster.cli.run;

import dev.muster.cli.console.TerminalText;
import dev.muster.cli.output.Printer;
import dev.muster.cli.text.ColorMode;
import dev.muster.cli.text.Tone;
import dev.muster.cli.text.Width;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.OutputSink;
import java.io.PrintStream;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Prints the output of several nodes as it arrives, by whole lines, each after the key of its node. */
public final class PrefixedExecView implements ExecView {
    private final Printer printer;
    private final int width;
    private final Queue<LineSink> sinks = new ConcurrentLinkedQueue<>();

    public PrefixedExecView(Printer printer, List<NodeAddress> nodes) {
        this.printer = printer;
        this.width = nodes.stream()
                .mapToInt(node -> node.machine().key().value().length())
                .max()
                .orElse(0);
    }

    @Override
    public OutputSink sink(NodeAddress node) {
        String prefix = Width.padRight(node.machine().key() + ":", width + 1) + " ";
        LineSink sink = new LineSink(LineSplitter.Returns.END_A_LINE, (stream, line) -> print(prefix, stream, line));
        sinks.add(sink);
        return sink;
    }

    private synchronized void print(String prefix, OutputSink.Stream stream, String line) {
        boolean isOut = stream == OutputSink.Stream.OUT;
        PrintStream target = isOut ? printer.out() : printer.err();
        ColorMode paint = isOut ? printer.outPaint() : printer.errPaint();
        // A carriage return of one node must not overwrite the name of another one.
        target.println(paint.apply(Tone.FAINT, prefix) + TerminalText.painted(line));
        target.flush();
    }

    @Override
    public void end(List<NodesRun.Ended> ended) {
        sinks.forEach(LineSink::end);
        ExecNotes.tell(ended, printer);
    }
}
