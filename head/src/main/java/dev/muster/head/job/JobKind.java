package dev.muster.head.job;

/** The kinds of background jobs. A node has at most one job at a time. */
public enum JobKind {
    CREATE(3),
    SET_UP(3),
    /** Sets up a node again, in place, because it was lost. */
    REPAIR(Integer.MAX_VALUE),
    /** Sets up a node again, in place, because its set-up changed. */
    RENEW(3),
    /** Asks the engine to drain a node. */
    DRAIN(Integer.MAX_VALUE),
    REMOVE(Integer.MAX_VALUE),
    /** Asks the provider for its machines. */
    LIST(Integer.MAX_VALUE),
    /** Maintains the hosts of the pool. */
    MAINTAIN(Integer.MAX_VALUE);

    private final int maxAttempts;

    JobKind(int maxAttempts) {
        this.maxAttempts = maxAttempts;
    }

    /** Returns how often a job is attempted that fails with a retryable error, before its node counts as failed. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** Whether the job sets up a node, which takes minutes rather than seconds. */
    public boolean isSetUp() {
        return this == SET_UP || this == REPAIR || this == RENEW;
    }
}
