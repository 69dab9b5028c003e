package dev.muster.client;

/** A planned {@code up}. It holds the connection to the head's host, so the caller closes it whether or not it was run. */
public interface UpPlan extends AutoCloseable {
    /** Returns what the plan will do, for display. */
    UpPlanView view();

    /**
     * Runs the plan. A node that fails is in the report and not thrown. May be called once.
     *
     * @param approval with {@link Approval#OF_THIS_PLAN}, the call throws {@link dev.muster.core.failure.UserError} and changes nothing if the cluster
     *     has changed so that it would do anything that the plan does not show
     * @param listener receives progress events
     */
    UpReport run(Approval approval, ProgressListener listener) throws InterruptedException;

    @Override
    void close();
}
