package dev.muster.core.failure;

import org.jspecify.annotations.Nullable;

/** A failure that is shown to the user: what happened, and what to do next. Each subclass has its own exit code. */
public abstract sealed class ClusterException extends RuntimeException
        permits UserError, NoCluster, ProviderFailure, RemoteFailure, Bug {
    private static final long serialVersionUID = 1L;

    private final String hint;

    ClusterException(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** Returns the exit code of a command that fails with this. */
    public abstract int exitCode();

    /** Returns what to do next; empty if there is nothing to add. */
    public String hint() {
        return hint;
    }

    /** Returns the message. Unlike {@link #getMessage}, it is never null. */
    public String text() {
        String message = getMessage();
        return message == null ? getClass().getSimpleName() : message;
    }
}
