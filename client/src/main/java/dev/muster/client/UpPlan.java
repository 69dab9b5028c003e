package dev.muster.client;

/**
 * What {@code up} will do, with the connection that it was found by: made once, shown, and then run. The caller closes it, whether it was run or
 * not.
 */
public interface UpPlan extends AutoCloseable {
    UpPlanView view();

    /**
     * Carries the plan out, at most once. A node that fails is in the report, not thrown.
     *
     * @param approval {@link Approval#OF_THIS_PLAN}: throws {@link dev.muster.core.failure.UserError} and changes nothing if the cluster has
     *     changed since the plan was made, so that something else would have to be done
     */
    UpReport run(Approval approval, ProgressListener listener) throws InterruptedException;

    @Override
    void close();
}
