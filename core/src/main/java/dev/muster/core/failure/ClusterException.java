package dev.muster.core.failure;

import org.jspecify.annotations.Nullable;

/** A failure that a person is told about: what happened, and what to do next. Each kind has its exit code. */
public abstract sealed class ClusterException extends RuntimeException
        permits UserError, NoCluster, ProviderFailure, RemoteFailure, Bug {
    private static final long serialVersionUID = 1L;

    private final String hint;

    ClusterException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    public abstract int exitCode();

    /** What to do next; empty where the message says all. */
    public String hint() {
        return hint;
    }

    /** Never null, unlike its parent's. */
    public String text() {
        String message = getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
