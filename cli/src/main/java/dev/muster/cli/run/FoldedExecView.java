package dev.muster.cli.run;

import dev.muster.cli.output.Printer;
import dev.muster.cli.text.Tone;
import dev.muster.cli.text.Units;
import dev.muster.core.NodeKey;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.port.OutputSink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Collects the output, and prints equal output once under the names of its nodes. The largest group comes first. */
public final class FoldedExecView implements ExecView {
    private static final int MOST = 4 * 1024 * 1024;

    private final Printer printer;
    private final Map<NodeKey, Collected> outputs = new ConcurrentHashMap<>();

    private static final class Collected {
        private final StringBuffer text = new StringBuffer();
        private final LineSink sink = new LineSink(LineSplitter.Returns.START_OVER, (stream, line) -> add(line));

        private void add(String line) {
            if (text.length() < MOST) {
                text.append(line).append('\n');
            }
        }
    }

    public FoldedExecView(Printer printer) {
        this.printer = printer;
    }

    @Override
    public OutputSink sink(NodeAddress node) {
        return outputs.computeIfAbsent(node.machine().key(), key -> new Collected()).sink;
    }

    @Override
    public void end(List<NodesRun.Ended> ended) {
        Map<String, List<NodesRun.Ended>> groups = ended.stream()
                .filter(node -> node.failure().isEmpty())
                .collect(Collectors.groupingBy(this::output, LinkedHashMap::new, Collectors.toList()));
        groups.entrySet().stream()
                .sorted((a, b) ->
                        Integer.compare(b.getValue().size(), a.getValue().size()))
                .forEach(group -> print(group.getValue(), group.getKey()));
        ExecNotes.tell(ended, printer);
    }

    private String output(NodesRun.Ended node) {
        Collected collected = outputs.get(node.node().machine().key());
        if (collected == null) {
            return "";
        }
        collected.sink.end();
        return collected.text.toString();
    }

    private void print(List<NodesRun.Ended> nodes, String output) {
        String keys = NodeRanges.of(
                nodes.stream().map(node -> node.node().machine().key()).toList());
        String title = "== " + Units.count(nodes.size(), "node") + ": " + keys;
        printer.line(printer.outPaint().apply(Tone.STRONG, title));
        output.lines().forEach(printer::line);
    }
}
