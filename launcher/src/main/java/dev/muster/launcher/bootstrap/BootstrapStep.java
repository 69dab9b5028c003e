package dev.muster.launcher.bootstrap;

import dev.muster.core.port.RunResult;

/**
 * One idempotent part of turning a machine into a node.
 *
 * @param id short name for events and file names, such as {@code bundle}
 * @param digest digest of everything that the step depends on: a step whose digest did not change is not run again
 */
public record BootstrapStep(String id, String digest, Work work) {
    /** The work of a step. It returns a result other than 0, or throws {@code RemoteFailure}, if it failed. */
    @FunctionalInterface
    public interface Work {
        RunResult run(NodeShell shell) throws InterruptedException;
    }
}
