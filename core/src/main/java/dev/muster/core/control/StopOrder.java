package dev.muster.core.control;

/**
 * @param scope what to stop
 * @param force do not wait for running work
 */
public record StopOrder(Scope scope, boolean force, String person) {
    public enum Scope {
        /** Every worker; then the cluster is {@code stopping} and makes no node any more. */
        ALL_WORKERS,
        /** Workers above each type's minimum; the cluster goes on. */
        ABOVE_MINIMUM,
        /** Every worker, once; the cluster goes on and standing demand is cleared. */
        WORKERS_ONCE
    }
}
