package dev.muster.core.failure;

/** An internal error of Muster. Exit code 70. */
public final class Bug extends ClusterException {
    private static final long serialVersionUID = 1L;

    public Bug(String message, Throwable cause) {
        super(message, "this is a bug in Muster: please report it with the output of the same command with -v", cause);
    }

    @Override
    public int exitCode() {
        return 70;
    }
}
