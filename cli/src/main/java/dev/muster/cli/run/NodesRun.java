package dev.muster.cli.run;

import dev.muster.cli.console.ExitCodes;
import dev.muster.client.Session;
import dev.muster.core.FanOut;
import dev.muster.core.TaskResult;
import dev.muster.core.control.NodeAddress;
import dev.muster.core.failure.ClusterException;
import dev.muster.core.failure.RemoteFailure;
import dev.muster.core.port.RemoteCommand;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Runs one command on several nodes at once. A failure on one node does not stop the others. */
public final class NodesRun {
    private static final int AT_ONCE = 64;
    private static final Duration NO_DEADLINE = Duration.ofDays(3650);

    private final Session session;
    private final String text;
    private final @Nullable InputStream input;

    /**
     * How the command ended on one node.
     *
     * @param failure why the command has no exit code of its own; empty if it has
     */
    public record Ended(NodeAddress node, int exitCode, Optional<ClusterException> failure) {}

    public NodesRun(Session session, String text, @Nullable InputStream input) {
        this.session = session;
        this.text = text;
        this.input = input;
    }

    public List<Ended> on(List<NodeAddress> nodes, ExecView view) throws InterruptedException {
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
        RemoteCommand command = RemoteCommand.of(session.inEnvironment(node, text))
                .withDeadline(NO_DEADLINE)
                .withOutput(view.sink(node));
        InputStream given = input;
        return session.host(node)
                .run(given == null ? command : command.withInput(() -> given))
                .exitCode();
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
