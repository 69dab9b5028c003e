package dev.muster.cli.run;

import dev.muster.cli.console.ExitCodes;
import dev.muster.cli.console.StopSignal;
import dev.muster.cli.console.TerminalWindow;
import dev.muster.cli.output.Printer;
import dev.muster.client.Session;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.CommandSignals;
import dev.muster.core.port.OutputSink;
import dev.muster.core.port.RemoteCommand;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs one command on several nodes at once. A failure on one node does not stop the others. */
public final class NodesRun {
    private static final int AT_ONCE = 64;
    private static final Duration NO_DEADLINE = Duration.ofDays(3650);

    private final Session session;
    private final String text;
    private final @Nullable InputStream input;
    private final TerminalWindow window;
    private final Printer printer;
    private final CommandSignals signals = new CommandSignals();
    private final StopLadder ladder = new StopLadder(signals, StopLadder.PAUSE);

    /**
     * How the command ended on one node.
     *
     * @param failure why the command has no exit code of its own; empty if it has
     */
    public record Ended(NodeAddress node, int exitCode, Optional<ClusterException> failure) {}

    public NodesRun(Session session, String text, @Nullable InputStream input, TerminalWindow window, Printer printer) {
        this.session = session;
        this.text = text;
        this.input = input;
        this.window = window;
        this.printer = printer;
    }

    /** Runs it to its end, or until it is stopped; shows the output and returns the exit code. */
    public int on(List<NodeAddress> nodes, ExecView view) throws InterruptedException {
        List<Ended> ended;
        try (TerminalWindow.Handling _ = window.handleStopSignals(signal -> stop(signal, nodes.size()))) {
            ended = new FanOut(2).race(List.of(() -> settle(nodes, view), this::climb));
        }
        if (!isOutputClosed()) {
            view.end(ended);
        }
        return ladder.exitCode().orElse(exitCode(ended));
    }

    private boolean isOutputClosed() {
        OptionalInt stopped = ladder.exitCode();
        return stopped.isPresent() && stopped.getAsInt() == ExitCodes.OUTPUT_CLOSED;
    }

    /** Whether somebody ended it before its time. */
    public boolean isStopped() {
        return ladder.exitCode().isPresent();
    }

    private void stop(StopSignal signal, int nodes) {
        if (ladder.request(signal)) {
            String what = nodes == 1 ? "1 node" : nodes + " nodes";
            printer.note(
                    signal == StopSignal.INT
                            ? "interrupting " + what + "; press Ctrl-C again to kill (" + StopLadder.PAUSE.toSeconds()
                                    + " s)"
                            : "terminating the command on " + what);
        }
    }

    private List<Ended> climb() throws InterruptedException {
        ladder.climb();
        return List.of();
    }

    private List<Ended> settle(List<NodeAddress> nodes, ExecView view) throws InterruptedException {
        List<Callable<Integer>> lanes = new ArrayList<>();
        nodes.forEach(node -> lanes.add(() -> runOn(node, view)));
        List<TaskResult<Integer>> settled = new FanOut(AT_ONCE).settle(lanes);
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            ended.add(ended(nodes.get(i), settled.get(i)));
        }
        return ended;
    }

    private int runOn(NodeAddress node, ExecView view) throws InterruptedException {
        if (isStopped()) {
            return ladder.exitCode().orElseThrow();
        }
        OutputSink sink = view.sink(node);
        RemoteCommand command = RemoteCommand.of(session.inEnvironment(node, text))
                .withDeadline(NO_DEADLINE)
                .withSignals(signals)
                .withOutput((stream, bytes, length) -> show(sink, stream, bytes, length));
        InputStream given = input;
        return session.host(node)
                .run(given == null ? command : command.withInput(() -> given))
                .exitCode();
    }

    private void show(OutputSink sink, OutputSink.Stream stream, byte[] bytes, int length) {
        if (isOutputClosed()) {
            return; // with the reader of the output, nobody asks for what shells say of its end
        }
        sink.accept(stream, bytes, length);
        if (stream == OutputSink.Stream.OUT && printer.out().checkError()) {
            ladder.outputClosed();
        }
    }

    private static Ended ended(NodeAddress node, TaskResult<Integer> settled) throws InterruptedException {
        return switch (settled) {
            case TaskResult.Ok<Integer>(Integer code) -> new Ended(node, code, Optional.empty());
            case TaskResult.Failed<Integer>(RemoteFailure failure) ->
                new Ended(node, ExitCodes.UNREACHABLE, Optional.of(failure));
            case TaskResult.Failed<Integer>(InterruptedException interrupted) -> throw interrupted;
            case TaskResult.Failed<Integer>(RuntimeException bug) -> throw bug;
            case TaskResult.Failed<Integer>(Exception other) -> throw new IllegalStateException(other);
        };
    }

    /** Returns the highest exit code, which is 255 if a node was unreachable. */
    public static int exitCode(List<Ended> ended) {
        return ended.stream().mapToInt(Ended::exitCode).max().orElse(0);
    }
}
