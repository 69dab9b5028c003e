package dev.muster.client;

/**
 * What {@code down} will end, with the connection that it was found by: made once, shown, and then run. The caller closes it, whether it was run
 * or not.
 */
public interface DownPlan extends AutoCloseable {
    DownPlanView view();

    /**
     * Drains, stops and removes, then checks each host. A host that cannot be reached is in the report. At most once.
     *
     * @param approval {@link Approval#OF_THIS_PLAN}: throws {@link dev.muster.core.failure.UserError} and changes nothing if something else
     *     would be ended than the plan names
     */
    DownReport run(Approval approval, ProgressListener listener) throws InterruptedException;

    @Override
    void close();
}
