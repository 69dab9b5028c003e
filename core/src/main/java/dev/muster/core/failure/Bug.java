package dev.muster.core.failure;

/** Our mistake. */
public final class Bug extends ClusterException {
    private static final long serialVersionUID = 1L;

    public Bug(String message, Throwable cause) {
        super(
                message,
                "this is a mistake of ours: please report it with the output of the same command with -v",
                cause);
    }

    @Override
    public int exitCode() {
        return 70;
    }
}
