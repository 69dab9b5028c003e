package dev.muster.launcher.bootstrap;

import dev.muster.core.port.RunResult;

/**
 * One idempotent part of making a machine a node.
 *
 * @param id short, in events and file names: {@code bundle}
 * @param digest of all that it depends on: a step with an unchanged digest is not run again
 */
public record BootstrapStep(String id, String digest, Work work) {
    /** What it does; a result other than 0 is its failure. */
    @FunctionalInterface
    public interface Work {
        RunResult run(NodeShell shell) throws InterruptedException;
    }
}
