package dev.muster.client;

import dev.muster.core.NodeState;
import dev.muster.core.config.EngineConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The result of {@code up}.
 *
 * @param cluster the cluster's name
 * @param clusterId the cluster's ID
 * @param head the head's address, for display
 * @param engine what runs on the nodes besides the daemon, and why
 * @param outcome whether enough nodes are ready
 * @param ready the keys of the nodes that are ready, including the head
 * @param waiting the nodes that are still being set up
 * @param failed the nodes and hosts that failed
 * @param wanted how many nodes the config asks for, including the head
 * @param steps how long each set-up step took, the longest first
 * @param elapsed how long {@code up} took
 */
public record UpReport(
        String cluster,
        String clusterId,
        String head,
        EngineConfig engine,
        Outcome outcome,
        List<String> ready,
        List<WaitingNode> waiting,
        List<FailedNode> failed,
        int wanted,
        List<StepTime> steps,
        Duration elapsed) {
    public UpReport {
        ready = List.copyOf(ready);
        waiting = List.copyOf(waiting);
        failed = List.copyOf(failed);
        steps = List.copyOf(steps);
    }

    /** Whether enough nodes are ready. */
    public enum Outcome {
        /** All nodes that {@code up} waited for are ready. */
        DONE,
        /** Enough nodes for {@code --min-ready} are ready, but some nodes failed. */
        SOME_FAILED,
        /** Fewer nodes than {@code --min-ready} were ready at the timeout, or no more nodes can become ready. */
        TOO_FEW
    }

    /**
     * A node that is still being set up.
     *
     * @param step the set-up step that runs now; empty if none does
     * @param stepTook how long the step has been running; empty if that is not known
     */
    public record WaitingNode(
            String node, String host, NodeState state, Optional<String> step, Optional<Duration> stepTook) {
        /** Returns the current step, or the state if no step runs, for display: {@code setup}, {@code requested}. */
        public String stepOrState() {
            return step.orElse(state.wireName());
        }
    }

    /**
     * A node that failed, or a host that cannot be used.
     *
     * @param node the node key, or the host if there is no node
     * @param host the host; empty if unknown
     * @param step the set-up step that failed; empty if the node failed outside of a step
     * @param exitCode the exit code of the step's command
     * @param message the error message, without the node, the step and the exit code
     * @param lastLines the last lines of the step's output, with secrets masked
     * @param log a command that prints the whole output, such as {@code cluster logs cpu-3 --step setup}; empty if there is none
     * @param advice what to do next
     */
    public record FailedNode(
            String node,
            String host,
            String step,
            OptionalInt exitCode,
            String message,
            List<String> lastLines,
            String log,
            String advice) {
        public FailedNode {
            lastLines = List.copyOf(lastLines);
        }
    }

    /**
     * How long one set-up step took.
     *
     * @param nodes the number of nodes on which it ran
     * @param slowest the longest time it took on one node
     * @param slowestNode the key of that node
     */
    public record StepTime(String step, int nodes, Duration slowest, String slowestNode) {}
}
