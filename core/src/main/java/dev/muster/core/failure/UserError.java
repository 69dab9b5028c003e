package dev.muster.core.failure;

/** The command or its input is invalid, and nothing was changed. Exit code 2. */
public non-sealed class UserError extends ClusterException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        this(message, "");
    }

    public UserError(String message, String hint) {
        super(message, hint, null);
    }

    @Override
    public final int exitCode() {
        return 2;
    }
}
