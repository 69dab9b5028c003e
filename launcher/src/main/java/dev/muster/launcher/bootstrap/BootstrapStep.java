package dev.muster.launcher.bootstrap;

import dev.muster.core.port.RunResult;
import java.util.List;

/**
 * One idempotent part of turning a machine into a node.
 *
 * @param id short name for events and file names, such as {@code bundle}
 * @param digest digest of everything that the step depends on: a step whose digest did not change is not run again
 * @param parts run in order, until one fails
 */
public record BootstrapStep(String id, String digest, List<Part> parts) {
    public BootstrapStep {
        parts = List.copyOf(parts);
    }

    /** Creates a step of one part, which the step's name describes. */
    public BootstrapStep(String id, String digest, Work work) {
        this(id, digest, List.of(new Part("", work)));
    }

    /**
     * A part of a step.
     *
     * @param name how logs and failures call it, such as {@code command 2 of 3: pip install numpy}; empty if the step has no other part
     */
    public record Part(String name, Work work) {}

    /** The work of a step. It returns a result other than 0, or throws {@code RemoteFailure}, if it failed. */
    @FunctionalInterface
    public interface Work {
        RunResult run(NodeShell shell) throws InterruptedException;
    }
}
