package dev.muster.client;

import dev.muster.core.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How {@code up} ended.
 *
 * @param head where the head is, as people call it
 * @param ready keys of nodes that are ready now, the head's too
 * @param waiting nodes that are still on their way
 * @param steps where the time went, longest first
 */
public record UpReport(
        String cluster,
        String clusterId,
        String head,
        Outcome outcome,
        List<String> ready,
        List<WaitingNode> waiting,
        List<FailedNode> failed,
        List<StepTime> steps,
        Duration elapsed) {
    public UpReport {
        ready = List.copyOf(ready);
        waiting = List.copyOf(waiting);
        failed = List.copyOf(failed);
        steps = List.copyOf(steps);
    }

    public enum Outcome {
        /** All that was waited for is ready. */
        DONE,
        /** Enough for {@code --min-ready}, but some node failed. */
        SOME_FAILED,
        /** Fewer than {@code --min-ready} when the time was over, or when no more could come. */
        TOO_FEW
    }

    /** @param step that it is in; empty outside of one */
    public record WaitingNode(String node, String host, NodeState state, Optional<String> step) {
        /** The step or the state that it is in, for display: {@code requested}, {@code setup}. */
        public String doing() {
            return step.orElse(state.wireName());
        }
    }

    /**
     * @param step empty where it failed outside of a step
     * @param exitCode of the step's command
     * @param message what the step's command said, without the node, the step and the exit code; otherwise what happened
     * @param lastLines of its output, secrets masked
     * @param log where the whole of it is: a command to run ({@code cluster logs cpu-3 --step setup}) or a file
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

    /** @param slowest the node on which it took longest, and how long that was */
    public record StepTime(String step, int nodes, Duration slowest, String slowestNode) {}
}
