package dev.muster.core.port;

import dev.muster.core.Machine;
import dev.muster.core.config.ClusterConfig;
import dev.muster.core.control.ConfigInputs;
import java.util.Map;

/**
 * Turns a machine into a node, and cleans it up again. Both calls may be repeated at any time, also after they were cut off in the middle: what
 * is done is found and left as it is. They block; an interrupt ends them, with what they started on the machine.
 *
 * <p>Failures are {@link dev.muster.core.failure.RemoteFailure} (or {@link dev.muster.core.failure.ProviderFailure}), which say whether a repeat can
 * help; the caller repeats, never the implementation. A {@link HostUnfit} is a failure of the machine's host alone.
 */
public interface NodeSetUp {
    /**
     * Runs the bootstrap steps up to the started daemon, enrolment included. Returns when the daemon was started: that it joined is seen by the head itself.
     *
     * @param listener hears of each step; one call at a time
     */
    void setUp(Machine machine, ClusterConfig config, StepListener listener) throws InterruptedException;

    /**
     * What each type's set-up is made of, as a digest by type: equal for two configs where {@link #setUp} would do the same. A worker that was set up by
     * another one is out of date. Answers at once, asks no machine. A type that is not in the answer is never out of date.
     */
    default Map<String, String> recipes(ClusterConfig config, ConfigInputs inputs) {
        return Map.of();
    }

    /**
     * Ends everything of the node on its machine: watchdog, daemon, work, sessions, folder, lease. A machine on which nothing of the node is left is done
     * already. The machine itself is given back by the provider afterwards.
     *
     * @param force at once; otherwise processes get the chance to end by themselves
     */
    void cleanUp(Machine machine, boolean force) throws InterruptedException;
}
