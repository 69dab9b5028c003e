package dev.muster.core.control;

/**
 * @param scope what to stop
 * @param force do not wait for running work
 * @param dryRun only answer which workers would go
 */
public record StopOrder(Scope scope, boolean force, boolean dryRun, String person) {
    public enum Scope {
        /** Every worker; then the cluster is {@code stopping} and makes no node any more. */
        ALL_WORKERS,
        /** Workers above each type's minimum; the cluster goes on. */
        ABOVE_MINIMUM,
        /**
         * Every worker; the head goes on, and standing demand is cleared. The minimum is suspended: no worker is launched until the next config is applied or
         * something is requested.
         */
        WORKERS
    }

    public StopOrder(Scope scope, boolean force, String person) {
        this(scope, force, false, person);
    }

    public StopOrder asDryRun() {
        return new StopOrder(scope, force, true, person);
    }
}
