package dev.muster.client;

/** A planned {@code down}. It holds the connection to the head's host, so the caller closes it whether or not it was run. */
public interface DownPlan extends AutoCloseable {
    /** Returns what the plan will stop, for display. */
    DownPlanView view();

    /**
     * Drains, stops and removes the nodes, then checks each host. A host that cannot be reached is in the report and not thrown. May be called once.
     *
     * @param approval with {@link Approval#OF_THIS_PLAN}, the call throws {@link dev.muster.core.failure.UserError} and changes nothing if it would
     *     stop anything that the plan does not show
     * @param listener receives progress events
     */
    DownReport run(Approval approval, ProgressListener listener) throws InterruptedException;

    @Override
    void close();
}
