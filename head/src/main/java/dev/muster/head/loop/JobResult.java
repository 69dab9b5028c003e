package dev.muster.head.loop;

import dev.muster.core.Machine;
import java.util.List;

/** How a piece of work in the background ended. */
sealed interface JobResult {
    record Made(Machine machine) implements JobResult {}

    record NoCapacity(String reason) implements JobResult {}

    /** @param recipe that it was set up by */
    record IsSetUp(String recipe) implements JobResult {}

    /** @param remark what could not be cleaned, and why; empty where all is gone */
    record Gone(String remark) implements JobResult {}

    record Listed(List<Machine> machines) implements JobResult {
        public Listed {
            machines = List.copyOf(machines);
        }
    }

    record Kept() implements JobResult {}

    record Failed(String error, boolean retryable, Fault fault) implements JobResult {
        Failed(String error, boolean retryable) {
            this(error, retryable, Fault.TYPE);
        }
    }

    /** Whose: another host may do where one is at fault, and its type is not held back. */
    enum Fault {
        TYPE,
        HOST
    }

    record Interrupted() implements JobResult {}
}
