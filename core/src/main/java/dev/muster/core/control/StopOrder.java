package dev.muster.core.control;

/**
 * An order to stop workers.
 *
 * @param scope which workers to stop
 * @param force whether to stop nodes without waiting for their work
 * @param dryRun whether to answer only which workers would be stopped
 * @param requestedBy the operator, as {@code user@machine}
 */
public record StopOrder(Scope scope, boolean force, boolean dryRun, String requestedBy) {
    /** Which workers to stop. */
    public enum Scope {
        /** All workers. The cluster is then {@code stopping} and launches no more nodes. */
        ALL_WORKERS,
        /** The workers above the minimum of each type. The cluster keeps running. */
        ABOVE_MINIMUM,
        /**
         * All workers. The head keeps running, standing demand is cleared, and the minimum is suspended: no worker is launched until the next config is
         * applied or something is requested.
         */
        WORKERS
    }

    public StopOrder(Scope scope, boolean force, String requestedBy) {
        this(scope, force, false, requestedBy);
    }

    public StopOrder asDryRun() {
        return new StopOrder(scope, force, true, requestedBy);
    }
}
