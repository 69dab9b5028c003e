package dev.muster.core.control;

/**
 * An order to stop workers.
 *
 * @param scope which workers to stop
 * @param force whether to stop nodes without waiting for their work
 * @param person the operator, as {@code user@machine}
 */
public record StopOrder(Scope scope, boolean force, String person) {
    /** Which workers to stop. */
    public enum Scope {
        /** All workers. The cluster is then {@code stopping} and launches no more nodes. */
        ALL_WORKERS,
        /** The workers above the minimum of each type. The cluster keeps running. */
        ABOVE_MINIMUM,
        /** All workers, once. The cluster keeps running, and standing demand is cleared. */
        WORKERS_ONCE
    }
}
