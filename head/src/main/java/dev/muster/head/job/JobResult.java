package dev.muster.head.job;

import dev.muster.core.Machine;
import dev.muster.engine.DrainAnswer;
import java.time.Duration;
import java.util.List;

/** How a background job ended. */
public sealed interface JobResult {
    /** The provider made the machine. It may still be pending. */
    record Created(Machine machine) implements JobResult {}

    /** The provider has no such machine at the moment. */
    record NoCapacity(String reason) implements JobResult {}

    /**
     * The node was set up.
     *
     * @param recipe the recipe that it was set up with, see {@code AppliedConfig.recipes}
     */
    record SetUp(String recipe) implements JobResult {}

    /**
     * The machine was given back.
     *
     * @param remark what could not be cleaned, and why; empty if the machine was cleaned
     */
    record Removed(String remark) implements JobResult {}

    /** The engine answered the order to drain a node. */
    record Drained(DrainAnswer answer) implements JobResult {}

    /** The provider listed its machines. */
    record Listed(List<Machine> machines) implements JobResult {
        public Listed {
            machines = List.copyOf(machines);
        }
    }

    /** The hosts of the pool were maintained. */
    record Maintained() implements JobResult {}

    /**
     * The job failed.
     *
     * @param error a sentence; last lines of output may follow it
     * @param retryable whether another attempt can succeed
     */
    record Failed(String error, boolean retryable, Fault fault) implements JobResult {
        public Failed(String error, boolean retryable) {
            this(error, retryable, Fault.TYPE);
        }

        /** Returns the error without lines of output, for places that have one line. */
        public String summary() {
            return error.lines().findFirst().orElse("");
        }
    }

    /** What a failure is blamed on. If it is the host, another host may work, and the node type is not held back. */
    enum Fault {
        TYPE,
        HOST
    }

    /** The head interrupted the job because it is no longer needed, or because the head ends. */
    record Interrupted() implements JobResult {}

    /** The head interrupted the job because it took longer than this limit. */
    record TimedOut(Duration limit) implements JobResult {}
}
